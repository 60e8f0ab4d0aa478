"""The first tables

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Enum("off", "worked", name="daykind", native_enum=False, length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "journal_chain",
        sa.Column(
            "consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_journal_chain")),
    )
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("before_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index("ix_journal_entry_chain", ["consultation_id", "place"], unique=True)
        batch_op.create_index("ix_journal_entry_consultee_id", ["consultee_id"], unique=False)
        batch_op.create_index("ix_journal_entry_unit_at", ["unit_id", "at"], unique=False)

    op.create_table(
        "ladder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to_address", sa.String(length=320), nullable=False),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("headers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_digest", sa.Boolean(), nullable=False),
        sa.Column("digested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("name", name=op.f("uq_letter_name")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_consultee_id", ["consultee_id"], unique=False)
        batch_op.create_index(
            "ix_letter_digest",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("in_digest AND digested_at IS NULL"),
            postgresql_where=sa.text("in_digest AND digested_at IS NULL"),
        )
        batch_op.create_index(
            "ix_letter_waiting",
            ["next_try_at"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )

    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_folded", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_folded"), ["name_folded"], unique=False)

    op.create_table(
        "scoring_scheme",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_scheme")),
    )
    with op.batch_alter_table("scoring_scheme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scoring_scheme_valid_from"), ["valid_from"], unique=False)

    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_try_at", ["at"], unique=False)
        batch_op.create_index("ix_sign_in_try_who_at", ["who", "at"], unique=False)

    op.create_table(
        "stored_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_sha256"), ["sha256"], unique=False)

    op.create_table(
        "time_limit_rule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_limit_rule")),
    )
    with op.batch_alter_table("time_limit_rule", schema=None) as batch_op:
        batch_op.create_index("ix_time_limit_rule_kind_valid_from", ["kind", "valid_from"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_folded", sa.String(length=300), nullable=False),
        sa.Column("short_name", sa.String(length=100), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "peoples_committee",
                "office",
                "department",
                "ward",
                "commune",
                "division",
                "public_service",
                "external",
                name="unitkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("is_authority", sa.Boolean(), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("officers_may_send", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index("ix_unit_path", ["path"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "legal_document",
                "internal_procedure",
                "procedure_dossier",
                "plan_or_report",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum("ordinary", "urgent", "very_urgent", "express", name="urgency", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "visibility",
            sa.Enum("never", "after_own_reply", "after_synthesis", name="visibility", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=1000), nullable=False),
        sa.Column("subject_folded", sa.String(length=1000), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("submit_by", sa.Date(), nullable=True),
        sa.Column("return_date", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=300), nullable=False),
        sa.Column("previous_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("rule", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("ladder", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("urgency_approved", sa.Boolean(), nullable=False),
        sa.Column("urgency_basis", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_consultation_authority_id_unit")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_consultation_lead_unit_id_unit")),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name=op.f("fk_consultation_officer_id_person")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["consultation.id"], name=op.f("fk_consultation_previous_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consultation_authority_id_issued_at", ["authority_id", "issued_at", "id"], unique=False
        )
        batch_op.create_index("ix_consultation_lead_unit_id_id", ["lead_unit_id", "id"], unique=False)
        batch_op.create_index(
            "ix_consultation_lead_unit_id_issued_at", ["lead_unit_id", "issued_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_consultation_open",
            ["lead_unit_id", "id"],
            unique=False,
            sqlite_where=sa.text(
                "issued_at IS NOT NULL AND withdrawn_at IS NULL AND submitted_at IS NULL AND concluded_at IS NULL"
            ),
            postgresql_where=sa.text(
                "issued_at IS NOT NULL AND withdrawn_at IS NULL AND submitted_at IS NULL AND concluded_at IS NULL"
            ),
        )
        batch_op.create_index(batch_op.f("ix_consultation_subject_folded"), ["subject_folded"], unique=False)

    op.create_table(
        "document_number",
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_document_number_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", "year", "symbol", name=op.f("pk_document_number")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "head",
                "clerk",
                "decision_maker",
                "monitor",
                "auditor",
                "administrator",
                "rule",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("person_id", "unit_id", "role", name=op.f("uq_membership_person_id_unit_id_role")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_membership_unit_role", ["unit_id", "role"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_one_time_link_digest")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "signatory",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum("", "TM.", "KT.", "Q.", "TL.", "TUQ.", name="capacity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("authorised_by", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signatory_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_signatory_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
    )
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatory_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "signing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.Enum("on_its_way", "returned", "signed", name="signingstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "capacity",
            sa.Enum("", "TM.", "KT.", "Q.", "TL.", "TUQ.", name="capacity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("signatory_title", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_signing_drafted_by_person")),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_signing_signed_by_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_signing_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing")),
    )
    with op.batch_alter_table("signing", schema=None) as batch_op:
        batch_op.create_index("ix_signing_paper", ["paper", "paper_id"], unique=False)
        batch_op.create_index("ix_signing_unit_state", ["unit_id", "state"], unique=False)
        batch_op.create_index(
            "uq_signing_on_its_way",
            ["paper", "paper_id"],
            unique=True,
            sqlite_where=sa.text("state = 'on_its_way'"),
            postgresql_where=sa.text("state = 'on_its_way'"),
        )

    op.create_table(
        "signing_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signing_step_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_signing_step_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_step")),
        sa.UniqueConstraint("unit_id", "position", name=op.f("uq_signing_step_unit_id_position")),
    )
    op.create_table(
        "unit_box",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_box_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_box")),
        sa.UniqueConstraint("unit_id", "address", name=op.f("uq_unit_box_unit_id_address")),
    )
    with op.batch_alter_table("unit_box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_box_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_function",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("name_folded", sa.String(length=500), nullable=False),
        sa.Column("legal_basis", sa.String(length=500), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_function_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_function")),
    )
    with op.batch_alter_table("unit_function", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_function_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_function_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["unit.id"], name=op.f("fk_unit_group_owner_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_group")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_unit_group_owner_id_name")),
    )
    with op.batch_alter_table("unit_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_group_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_amendment_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "consultee",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("function_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("own_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pushed_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partly_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ending",
            sa.Enum(
                "accepted",
                "released",
                "deemed",
                "gone_on_without",
                "unanswered",
                "withdrawn",
                "superseded",
                name="ending",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("waived", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultee_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(
            ["function_id"], ["unit_function.id"], name=op.f("fk_consultee_function_id_unit_function")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultee_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultee")),
        sa.UniqueConstraint("consultation_id", "unit_id", name=op.f("uq_consultee_consultation_id_unit_id")),
    )
    with op.batch_alter_table("consultee", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consultee_next_step_at",
            ["next_step_at"],
            unique=False,
            sqlite_where=sa.text("next_step_at IS NOT NULL"),
            postgresql_where=sa.text("next_step_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_consultee_open",
            ["unit_id", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("issued_at IS NOT NULL AND closed_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NOT NULL AND closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_consultee_to_judge",
            ["answered_at"],
            unique=False,
            sqlite_where=sa.text(
                "answered_at IS NOT NULL AND closed_at IS NULL AND returned_at IS NULL AND next_step_at IS NULL"
            ),
            postgresql_where=sa.text(
                "answered_at IS NOT NULL AND closed_at IS NULL AND returned_at IS NULL AND next_step_at IS NULL"
            ),
        )
        batch_op.create_index(
            "ix_consultee_undelivered",
            ["issued_at"],
            unique=False,
            sqlite_where=sa.text("issued_at IS NOT NULL AND delivered_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NOT NULL AND delivered_at IS NULL"),
        )
        batch_op.create_index("ix_consultee_unit_id_issued_at", ["unit_id", "issued_at", "id"], unique=False)

    op.create_table(
        "dossier_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("missing_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_dossier_part_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_dossier_part_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_part")),
    )
    with op.batch_alter_table("dossier_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_part_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "escalation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_rule", sa.Boolean(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sign_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("proposes", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("sent_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsigned", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_escalation_authority_id_unit")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_escalation_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_escalation_signed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_escalation_authority_open",
            ["authority_id", "sent_up_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_escalation_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index("ix_escalation_next_look_at", ["next_look_at"], unique=False)
        batch_op.create_index(
            "uq_escalation_draft",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL AND sent_up_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND sent_up_at IS NULL"),
        )

    op.create_table(
        "gate_reason",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_gate_reason_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_reason")),
        sa.UniqueConstraint("consultation_id", "code", "about", name=op.f("uq_gate_reason_consultation_id_code_about")),
    )
    op.create_table(
        "point",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=300), nullable=False),
        sa.Column("clause_text", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("yes_no", "choice", "open", "information", name="pointkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("options", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("lead_position", sa.Text(), nullable=False),
        sa.Column("lead_basis", sa.Text(), nullable=False),
        sa.Column("for_everyone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_point_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "signing_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signing_mark_person_id_person")),
        sa.ForeignKeyConstraint(["signing_id"], ["signing.id"], name=op.f("fk_signing_mark_signing_id_signing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_mark")),
    )
    with op.batch_alter_table("signing_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signing_mark_signing_id"), ["signing_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("differences", sa.Text(), nullable=False),
        sa.Column("no_differences", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("frozen", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("returned_times", sa.Integer(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_submission_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_submission_submitted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_submission_consultation_id")),
    )
    op.create_table(
        "unit_group_member",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_unit_group_member_group_id_unit_group")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_group_member_unit_id_unit")),
        sa.PrimaryKeyConstraint("group_id", "unit_id", name=op.f("pk_unit_group_member")),
    )
    op.create_table(
        "escalated_case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("escalation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "no_answer",
                "incomplete",
                "off_topic",
                "generic",
                "second_inadequate",
                "dispute",
                "undecided_push_back",
                "contradiction",
                name="ground",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proof", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "direct_answer",
                "accept_explanation",
                "release",
                "deem_agreed",
                "go_on_without",
                "change_consultees",
                "note_criticism",
                "return_to_lead",
                name="decisionkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("decision_words", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultee_id"], ["consultee.id"], name=op.f("fk_escalated_case_consultee_id_consultee")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_escalated_case_decided_by_person")),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_escalated_case_escalation_id_escalation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalated_case")),
        sa.UniqueConstraint("escalation_id", "consultee_id", name=op.f("uq_escalated_case_escalation_id_consultee_id")),
    )
    with op.batch_alter_table("escalated_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalated_case_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "ladder_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column(
            "outcome", sa.Enum("sent", "overtaken", name="stepoutcome", native_enum=False, length=40), nullable=False
        ),
        sa.Column("fell_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_due", sa.Boolean(), nullable=False),
        sa.Column("by_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["person.id"], name=op.f("fk_ladder_step_by_person_id_person")),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_ladder_step_consultee_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_step")),
        sa.UniqueConstraint("consultee_id", "round", "rung", name=op.f("uq_ladder_step_consultee_id_round_rung")),
    )
    op.create_table(
        "late_explanation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("apology", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultee_id"], ["consultee.id"], name=op.f("fk_late_explanation_consultee_id_consultee")
        ),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_late_explanation_given_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_explanation")),
    )
    with op.batch_alter_table("late_explanation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_late_explanation_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "point_addressee",
        sa.Column("point_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultee_id"], ["consultee.id"], name=op.f("fk_point_addressee_consultee_id_consultee")
        ),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_point_addressee_point_id_point")),
        sa.PrimaryKeyConstraint("point_id", "consultee_id", name=op.f("pk_point_addressee")),
    )
    with op.batch_alter_table("point_addressee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_addressee_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "push_back",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "not_our_function", "time", "unclear_or_incomplete", name="pushbackkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("competent_unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("proposed_due", sa.Date(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("share_used", sa.Double(), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Enum("granted", "refused", name="answer", native_enum=False, length=40), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispute", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled", sa.Enum("granted", "refused", name="answer", native_enum=False, length=40), nullable=True),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("settled_document", sa.String(length=300), nullable=False),
        sa.Column("avoidance", sa.Boolean(), nullable=False),
        sa.Column("restarts", sa.Boolean(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["competent_unit_id"], ["unit.id"], name=op.f("fk_push_back_competent_unit_id_unit")),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_push_back_consultee_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_back")),
    )
    with op.batch_alter_table("push_back", schema=None) as batch_op:
        batch_op.create_index("ix_push_back_consultee_id", ["consultee_id"], unique=False)
        batch_op.create_index("ix_push_back_decided_at", ["decided_at"], unique=False)
        batch_op.create_index(
            "ix_push_back_disputed",
            ["disputed_at"],
            unique=False,
            sqlite_where=sa.text("disputed_at IS NOT NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("disputed_at IS NOT NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.create_index(
            "ix_push_back_undecided",
            ["decide_by"],
            unique=False,
            sqlite_where=sa.text("decided_at IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "reply",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("web", "document_axis", "paper", "mail", "hand", name="channel", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("drafted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by_lead", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objection", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("signatory", sa.String(length=300), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("late_apology", sa.Text(), nullable=False),
        sa.Column("late_measures", sa.Text(), nullable=False),
        sa.Column("late_next_date", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_reply_consultee_id_consultee")),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_reply_drafted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("consultee_id", "number", name=op.f("uq_reply_consultee_id_number")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "issue",
                "extension",
                "restart",
                "push_back",
                "late_delivery",
                "calendar",
                "return",
                "directive",
                name="roundcause",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_round_consultee_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("consultee_id", "number", name=op.f("uq_round_consultee_id_number")),
    )
    op.create_table(
        "sent_claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_sent_claim_consultee_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_claim")),
    )
    with op.batch_alter_table("sent_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_claim_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "directive",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_directive_authority_id_unit")),
        sa.ForeignKeyConstraint(["case_id"], ["escalated_case.id"], name=op.f("fk_directive_case_id_escalated_case")),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_directive_consultee_id_consultee")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_directive_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
    )
    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directive_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_directive_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_directive_consultee_id"), ["consultee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_directive_next_step_at"), ["next_step_at"], unique=False)
        batch_op.create_index("ix_directive_unit_id_due_at", ["unit_id", "due_at"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reply_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "position",
            sa.Enum(
                "agree",
                "agree_with_changes",
                "disagree",
                "nothing_to_say",
                name="position",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "weight", sa.Enum("condition", "should", "note", name="weight", native_enum=False, length=40), nullable=True
        ),
        sa.Column("chosen", sa.String(length=500), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_opinion_point_id_point")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_opinion_reply_id_reply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("reply_id", "point_id", name=op.f("uq_opinion_reply_id_point_id")),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index("ix_opinion_point_id", ["point_id"], unique=False)

    op.create_table(
        "other_comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reply_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("clause", sa.String(length=300), nullable=False),
        sa.Column(
            "weight", sa.Enum("condition", "should", "note", name="weight", native_enum=False, length=40), nullable=True
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_other_comment_reply_id_reply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_comment")),
    )
    with op.batch_alter_table("other_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_comment_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "reply_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reply_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_reply_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_reply_file_reply_id_reply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_file")),
    )
    with op.batch_alter_table("reply_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_file_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "reply_return",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reply_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultee_id"], ["consultee.id"], name=op.f("fk_reply_return_consultee_id_consultee")
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_reply_return_reply_id_reply")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_reply_return_sent_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_return")),
        sa.UniqueConstraint("reply_id", name=op.f("uq_reply_return_reply_id")),
    )
    with op.batch_alter_table("reply_return", schema=None) as batch_op:
        batch_op.create_index("ix_reply_return_consultee_id", ["consultee_id"], unique=False)

    op.create_table(
        "disposition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opinion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "accepted", "partly", "not_accepted", "noted", name="dispositionkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(opinion_id IS NULL) <> (other_comment_id IS NULL)", name=op.f("ck_disposition_one_comment")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_disposition_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_disposition_made_by_person")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_disposition_opinion_id_opinion")),
        sa.ForeignKeyConstraint(
            ["other_comment_id"], ["other_comment.id"], name=op.f("fk_disposition_other_comment_id_other_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_disposition_opinion_id")),
        sa.UniqueConstraint("other_comment_id", name=op.f("uq_disposition_other_comment_id")),
    )
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opinion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("adequate", "incomplete", "off_topic", "generic", name="verdictkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contest_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contest", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "settled", sa.Enum("upheld", "overturned", name="settlement", native_enum=False, length=40), nullable=True
        ),
        sa.Column("settled_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_verdict_given_by_person")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_verdict_opinion_id_opinion")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_verdict_proposed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("opinion_id", name=op.f("uq_verdict_opinion_id")),
    )


def downgrade() -> None:
    op.drop_table("verdict")
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposition_consultation_id"))

    op.drop_table("disposition")
    with op.batch_alter_table("reply_return", schema=None) as batch_op:
        batch_op.drop_index("ix_reply_return_consultee_id")

    op.drop_table("reply_return")
    with op.batch_alter_table("reply_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_file_reply_id"))

    op.drop_table("reply_file")
    with op.batch_alter_table("other_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_comment_reply_id"))

    op.drop_table("other_comment")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index("ix_opinion_point_id")

    op.drop_table("opinion")
    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.drop_index("ix_directive_unit_id_due_at")
        batch_op.drop_index(batch_op.f("ix_directive_next_step_at"))
        batch_op.drop_index(batch_op.f("ix_directive_consultee_id"))
        batch_op.drop_index(batch_op.f("ix_directive_case_id"))
        batch_op.drop_index(batch_op.f("ix_directive_authority_id"))

    op.drop_table("directive")
    with op.batch_alter_table("sent_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_claim_consultee_id"))

    op.drop_table("sent_claim")
    op.drop_table("round")
    op.drop_table("reply")
    with op.batch_alter_table("push_back", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_push_back_undecided",
            sqlite_where=sa.text("decided_at IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_push_back_disputed",
            sqlite_where=sa.text("disputed_at IS NOT NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("disputed_at IS NOT NULL AND settled_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_push_back_decided_at")
        batch_op.drop_index("ix_push_back_consultee_id")

    op.drop_table("push_back")
    with op.batch_alter_table("point_addressee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_addressee_consultee_id"))

    op.drop_table("point_addressee")
    with op.batch_alter_table("late_explanation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_late_explanation_consultee_id"))

    op.drop_table("late_explanation")
    op.drop_table("ladder_step")
    with op.batch_alter_table("escalated_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalated_case_consultee_id"))

    op.drop_table("escalated_case")
    op.drop_table("unit_group_member")
    op.drop_table("submission")
    with op.batch_alter_table("signing_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signing_mark_signing_id"))

    op.drop_table("signing_mark")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_consultation_id"))

    op.drop_table("point")
    op.drop_table("gate_reason")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_escalation_draft",
            sqlite_where=sa.text("closed_at IS NULL AND sent_up_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND sent_up_at IS NULL"),
        )
        batch_op.drop_index("ix_escalation_next_look_at")
        batch_op.drop_index(batch_op.f("ix_escalation_consultation_id"))
        batch_op.drop_index(
            "ix_escalation_authority_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("escalation")
    with op.batch_alter_table("dossier_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_part_consultation_id"))

    op.drop_table("dossier_part")
    with op.batch_alter_table("consultee", schema=None) as batch_op:
        batch_op.drop_index("ix_consultee_unit_id_issued_at")
        batch_op.drop_index(
            "ix_consultee_undelivered",
            sqlite_where=sa.text("issued_at IS NOT NULL AND delivered_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NOT NULL AND delivered_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_consultee_to_judge",
            sqlite_where=sa.text(
                "answered_at IS NOT NULL AND closed_at IS NULL AND returned_at IS NULL AND next_step_at IS NULL"
            ),
            postgresql_where=sa.text(
                "answered_at IS NOT NULL AND closed_at IS NULL AND returned_at IS NULL AND next_step_at IS NULL"
            ),
        )
        batch_op.drop_index(
            "ix_consultee_open",
            sqlite_where=sa.text("issued_at IS NOT NULL AND closed_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NOT NULL AND closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_consultee_next_step_at",
            sqlite_where=sa.text("next_step_at IS NOT NULL"),
            postgresql_where=sa.text("next_step_at IS NOT NULL"),
        )

    op.drop_table("consultee")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_consultation_id"))

    op.drop_table("amendment")
    with op.batch_alter_table("unit_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_group_owner_id"))

    op.drop_table("unit_group")
    with op.batch_alter_table("unit_function", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_function_unit_id"))
        batch_op.drop_index(batch_op.f("ix_unit_function_name_folded"))

    op.drop_table("unit_function")
    with op.batch_alter_table("unit_box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_box_unit_id"))

    op.drop_table("unit_box")
    op.drop_table("signing_step")
    with op.batch_alter_table("signing", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_signing_on_its_way",
            sqlite_where=sa.text("state = 'on_its_way'"),
            postgresql_where=sa.text("state = 'on_its_way'"),
        )
        batch_op.drop_index("ix_signing_unit_state")
        batch_op.drop_index("ix_signing_paper")

    op.drop_table("signing")
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatory_unit_id"))

    op.drop_table("signatory")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_person_id"))

    op.drop_table("one_time_link")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_unit_role")
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    op.drop_table("document_number")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_subject_folded"))
        batch_op.drop_index(
            "ix_consultation_open",
            sqlite_where=sa.text(
                "issued_at IS NOT NULL AND withdrawn_at IS NULL AND submitted_at IS NULL AND concluded_at IS NULL"
            ),
            postgresql_where=sa.text(
                "issued_at IS NOT NULL AND withdrawn_at IS NULL AND submitted_at IS NULL AND concluded_at IS NULL"
            ),
        )
        batch_op.drop_index("ix_consultation_lead_unit_id_issued_at")
        batch_op.drop_index("ix_consultation_lead_unit_id_id")
        batch_op.drop_index("ix_consultation_authority_id_issued_at")

    op.drop_table("consultation")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_path")
        batch_op.drop_index(batch_op.f("ix_unit_name_folded"))

    op.drop_table("unit")
    with op.batch_alter_table("time_limit_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_time_limit_rule_kind_valid_from")

    op.drop_table("time_limit_rule")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_sha256"))

    op.drop_table("stored_file")
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_try_who_at")
        batch_op.drop_index("ix_sign_in_try_at")

    op.drop_table("sign_in_try")
    with op.batch_alter_table("scoring_scheme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scoring_scheme_valid_from"))

    op.drop_table("scoring_scheme")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_folded"))

    op.drop_table("person")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_letter_waiting",
            sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_letter_digest",
            sqlite_where=sa.text("in_digest AND digested_at IS NULL"),
            postgresql_where=sa.text("in_digest AND digested_at IS NULL"),
        )
        batch_op.drop_index("ix_letter_consultee_id")

    op.drop_table("letter")
    op.drop_table("ladder")
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_entry_unit_at")
        batch_op.drop_index("ix_journal_entry_consultee_id")
        batch_op.drop_index("ix_journal_entry_chain")

    op.drop_table("journal_entry")
    op.drop_table("journal_chain")
    op.drop_table("calendar_day")
