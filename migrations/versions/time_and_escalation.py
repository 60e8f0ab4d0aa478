"""Time and escalation

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
        sa.UniqueConstraint("edition", name=op.f("uq_calendar_change_edition")),
    )
    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("did", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=120), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("last_error", sa.String(length=80), nullable=False),
        sa.Column("last_error_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_run")),
    )
    op.create_table(
        "set_aside",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index("ix_set_aside_item", ["kind", "item_id"], unique=True)

    op.create_table(
        "worker_lease",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker_lease")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_absence_deputy_id_person")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_absence_entered_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_absence_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index("ix_absence_deputy_id_until", ["deputy_id", "until"], unique=False)
        batch_op.create_index("ix_absence_person_id_until", ["person_id", "until"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "field_charge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_field_charge_authority_id_unit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_field_charge_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_field_charge_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_charge")),
    )
    with op.batch_alter_table("field_charge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_charge_authority_id"), ["authority_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_field_charge_person_id"), ["person_id"], unique=False)

    op.create_table(
        "succession",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "act",
            sa.Enum("merge", "split", "rename", "abolish", name="act", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("olds", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("news", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("main_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("functions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("new_name", sa.String(length=300), nullable=False),
        sa.Column("new_code", sa.String(length=40), nullable=False),
        sa.Column("new_symbol", sa.String(length=40), nullable=False),
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_succession_entered_by_person")),
        sa.ForeignKeyConstraint(["main_id"], ["unit.id"], name=op.f("fk_succession_main_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
    )
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.create_index("ix_succession_done_at_on", ["done_at", "on"], unique=False)

    op.create_table(
        "assigning_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("round_the_clock", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_assigning_order_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_assigning_order_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assigning_order")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_assigning_order_consultation_id")),
    )
    op.create_table(
        "change_paper",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("replacement", "correction", "recall", name="changekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("wanted", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signatory", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_change_paper_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["drafted_by"], ["person.id"], name=op.f("fk_change_paper_drafted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_paper")),
    )
    with op.batch_alter_table("change_paper", schema=None) as batch_op:
        batch_op.create_index("ix_change_paper_consultation_id", ["consultation_id"], unique=False)
        batch_op.create_index(
            "ix_change_paper_open",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("issued_at IS NULL AND discarded_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NULL AND discarded_at IS NULL"),
        )

    op.create_table(
        "suspension",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "wrongly_addressed",
                "too_short",
                "dossier_missing",
                name="suspensionground",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_suspension_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_suspension_decided_by_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_suspension_proposed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.create_index("ix_suspension_consultation_id", ["consultation_id"], unique=False)
        batch_op.create_index(
            "uq_suspension_open",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "urgency_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("authority_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_urgency_request_asked_by_person")),
        sa.ForeignKeyConstraint(["authority_id"], ["unit.id"], name=op.f("fk_urgency_request_authority_id_unit")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_urgency_request_consultation_id_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgency_request")),
    )
    with op.batch_alter_table("urgency_request", schema=None) as batch_op:
        batch_op.create_index("ix_urgency_request_authority_id", ["authority_id", "decided_at"], unique=False)
        batch_op.create_index("ix_urgency_request_consultation_id", ["consultation_id"], unique=False)
        batch_op.create_index(
            "ix_urgency_request_undecided",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "contradiction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("first_said", sa.Text(), nullable=False),
        sa.Column("second_said", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_contradiction_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["consultee.id"], name=op.f("fk_contradiction_first_id_consultee")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_contradiction_point_id_point")),
        sa.ForeignKeyConstraint(["second_id"], ["consultee.id"], name=op.f("fk_contradiction_second_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contradiction")),
        sa.UniqueConstraint(
            "point_id", "first_id", "second_id", name=op.f("uq_contradiction_point_id_first_id_second_id")
        ),
    )
    with op.batch_alter_table("contradiction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contradiction_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "direct_exchange",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.String(length=300), nullable=False),
        sa.Column(
            "means",
            sa.Enum("phone", "in_person", "meeting", "writing", name="means", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultee_id"], ["consultee.id"], name=op.f("fk_direct_exchange_consultee_id_consultee")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_direct_exchange_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_direct_exchange")),
    )
    with op.batch_alter_table("direct_exchange", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_direct_exchange_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "duty_call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("called_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("caller", sa.String(length=300), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("whom", sa.String(length=300), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["called_by"], ["person.id"], name=op.f("fk_duty_call_called_by_person")),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_duty_call_consultee_id_consultee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_call")),
    )
    with op.batch_alter_table("duty_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_call_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "duty_person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("named_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_duty_person_consultee_id_consultee")),
        sa.ForeignKeyConstraint(["named_by"], ["person.id"], name=op.f("fk_duty_person_named_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_person")),
    )
    with op.batch_alter_table("duty_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_person_consultee_id"), ["consultee_id"], unique=False)

    op.create_table(
        "holding",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("consultee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "part", sa.Enum("lead", "consultee", "authority", name="part", native_enum=False, length=40), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_holding_consultation_id_consultation")
        ),
        sa.ForeignKeyConstraint(["consultee_id"], ["consultee.id"], name=op.f("fk_holding_consultee_id_consultee")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_holding_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
    )
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holding_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holding_consultee_id"), ["consultee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holding_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "mending",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("suspension_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["suspension_id"], ["suspension.id"], name=op.f("fk_mending_suspension_id_suspension")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mending")),
    )
    with op.batch_alter_table("mending", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mending_suspension_id"), ["suspension_id"], unique=False)

    op.create_table(
        "hearing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_hearing_asked_by_person")),
        sa.ForeignKeyConstraint(["case_id"], ["escalated_case.id"], name=op.f("fk_hearing_case_id_escalated_case")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("fk_hearing_said_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("case_id", name=op.f("uq_hearing_case_id")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True))
        batch_op.add_column(sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_amendment_change_id_change_paper"), "change_paper", ["change_id"], ["id"]
        )

    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("consultee", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered_before_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("kept_edition", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("by_letter", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("return_reason", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("routed_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("verify_by", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("proposed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "proposal",
                sa.Enum(
                    "direct_answer",
                    "accept_explanation",
                    "release",
                    "deem_agreed",
                    "go_on_without",
                    "change_consultees",
                    "note_criticism",
                    "settle_difference",
                    "return_to_lead",
                    name="decisionkind",
                    native_enum=False,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("proposed_words", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("proposed_remarks", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "conveyed_as",
                sa.Enum("official_letter", "notice", name="paper", native_enum=False, length=40),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("conveyed_number", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("conveyed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("conveyed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("conveyed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("lead_effect", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True)
        )
        batch_op.create_foreign_key(batch_op.f("fk_escalation_routed_to_person"), "person", ["routed_to"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_escalation_proposed_by_person"), "person", ["proposed_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_escalation_conveyed_by_person"), "person", ["conveyed_by"], ["id"])

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("for_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("for_person_name", sa.String(length=200), nullable=True))

    with op.batch_alter_table("ladder", schema=None) as batch_op:
        batch_op.create_unique_constraint(
            batch_op.f("uq_ladder_kind_urgent_valid_from"), ["kind", "urgent", "valid_from"]
        )

    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("added_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("push_back", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("point_ids", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("new_part_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_push_back_new_part_id_dossier_part"), "dossier_part", ["new_part_id"], ["id"]
        )

    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.add_column(sa.Column("preliminary", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("predecessors", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("successors", sa.String(length=2000), nullable=True))
        batch_op.add_column(sa.Column("heir_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_unit_heir_id_unit"), "unit", ["heir_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_unit_heir_id_unit"), type_="foreignkey")
        batch_op.drop_column("heir_id")
        batch_op.drop_column("successors")
        batch_op.drop_column("predecessors")

    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_column("preliminary")

    with op.batch_alter_table("push_back", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_push_back_new_part_id_dossier_part"), type_="foreignkey")
        batch_op.drop_column("new_part_id")
        batch_op.drop_column("point_ids")

    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_column("removed_at")
        batch_op.drop_column("added_at")

    with op.batch_alter_table("ladder", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_ladder_kind_urgent_valid_from"), type_="unique")

    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_column("for_person_name")
        batch_op.drop_column("for_person_id")

    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_escalation_conveyed_by_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_escalation_proposed_by_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_escalation_routed_to_person"), type_="foreignkey")
        batch_op.drop_column("lead_effect")
        batch_op.drop_column("conveyed_by")
        batch_op.drop_column("conveyed_at")
        batch_op.drop_column("conveyed_on")
        batch_op.drop_column("conveyed_number")
        batch_op.drop_column("conveyed_as")
        batch_op.drop_column("passed_on_at")
        batch_op.drop_column("proposed_remarks")
        batch_op.drop_column("proposed_words")
        batch_op.drop_column("proposal")
        batch_op.drop_column("proposed_by")
        batch_op.drop_column("proposed_at")
        batch_op.drop_column("verify_by")
        batch_op.drop_column("routed_to")

    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.drop_column("return_reason")
        batch_op.drop_column("returned_at")

    with op.batch_alter_table("consultee", schema=None) as batch_op:
        batch_op.drop_column("by_letter")
        batch_op.drop_column("kept_edition")
        batch_op.drop_column("answered_before_at")
        batch_op.drop_column("suspended_at")

    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("suspended_at")

    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_amendment_change_id_change_paper"), type_="foreignkey")
        batch_op.drop_column("change_id")
        batch_op.drop_column("after")

    op.drop_table("hearing")
    with op.batch_alter_table("mending", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mending_suspension_id"))

    op.drop_table("mending")
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holding_unit_id"))
        batch_op.drop_index(batch_op.f("ix_holding_consultee_id"))
        batch_op.drop_index(batch_op.f("ix_holding_consultation_id"))

    op.drop_table("holding")
    with op.batch_alter_table("duty_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_person_consultee_id"))

    op.drop_table("duty_person")
    with op.batch_alter_table("duty_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_call_consultee_id"))

    op.drop_table("duty_call")
    with op.batch_alter_table("direct_exchange", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_direct_exchange_consultee_id"))

    op.drop_table("direct_exchange")
    with op.batch_alter_table("contradiction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contradiction_consultation_id"))

    op.drop_table("contradiction")
    with op.batch_alter_table("urgency_request", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_urgency_request_undecided",
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
        batch_op.drop_index("ix_urgency_request_consultation_id")
        batch_op.drop_index("ix_urgency_request_authority_id")

    op.drop_table("urgency_request")
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_suspension_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_suspension_consultation_id")

    op.drop_table("suspension")
    with op.batch_alter_table("change_paper", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_change_paper_open",
            sqlite_where=sa.text("issued_at IS NULL AND discarded_at IS NULL"),
            postgresql_where=sa.text("issued_at IS NULL AND discarded_at IS NULL"),
        )
        batch_op.drop_index("ix_change_paper_consultation_id")

    op.drop_table("change_paper")
    op.drop_table("assigning_order")
    with op.batch_alter_table("succession", schema=None) as batch_op:
        batch_op.drop_index("ix_succession_done_at_on")

    op.drop_table("succession")
    with op.batch_alter_table("field_charge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_charge_person_id"))
        batch_op.drop_index(batch_op.f("ix_field_charge_authority_id"))

    op.drop_table("field_charge")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_unit_id"))
        batch_op.drop_index("ix_absence_person_id_until")
        batch_op.drop_index("ix_absence_deputy_id_until")

    op.drop_table("absence")
    op.drop_table("worker_lease")
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.drop_index("ix_set_aside_item")

    op.drop_table("set_aside")
    op.drop_table("job_run")
    op.drop_table("calendar_change")
