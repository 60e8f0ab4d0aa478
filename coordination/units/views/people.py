"""People and their roles (administrator).

| address | what |
| --- | --- |
| /people | list with search |
| /people/new, /people/<id>/edit | a person |
| /people/<id> | roles, invitation, sessions |
| /people/<id>/roles/new, /people/<id>/roles/<id> | a role in a unit, between dates |
"""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.forms import clean
from coordination.kernel.pages import done, page
from coordination.units import access, actions, forms, queries, words
from coordination.units.models import Person
from coordination.units.queries.people import LISTED
from coordination.units.views.blueprint import bp


@bp.get("/people")
@signed_in(Role.ADMINISTRATOR)
def people_list() -> Any:
    search = clean(request.args.get("q"))[:100]
    people = queries.people_list(search, after=clean(request.args.get("after"))[:300])
    last = people[LISTED - 1] if len(people) > LISTED else None
    return page(
        "units/people_list.html",
        people=people[:LISTED],
        more=f"{last.name_folded}|{last.id}" if last else "",
        search=search,
        roles=words.ROLE_NAMES,
        today=clock.today(),
    )


@bp.get("/people/new")
@signed_in(Role.ADMINISTRATOR)
def new_person() -> Any:
    return page("units/person_form.html", form=forms.PersonForm(active=True), person=None)


@bp.post("/people/new")
@signed_in(Role.ADMINISTRATOR)
def create_person() -> Any:
    form = forms.PersonForm()
    if form.validate():
        said = form.facts()
        del said["active"]
        if form.does(actions.create_person, **said, by=me(), now=clock.now()):
            person: Person = form.result
            sentence = _("Đã thêm %(name)s. Giao vai trò ở đơn vị, rồi gửi thư mời đặt mật khẩu.", name=person.name)
            return done("units.show_person", said=sentence, person_id=person.id)
    return page("units/person_form.html", form=form, person=None)


@bp.get("/people/<id:person_id>")
@opens(access.person, May.PERSON_EDIT)
def show_person(person: Person) -> Any:
    held = queries.memberships_of(person.id)
    return page("units/person.html", person=person, held=held, roles=words.ROLE_NAMES, today=clock.today())


@bp.get("/people/<id:person_id>/edit")
@opens(access.person, May.PERSON_EDIT)
def edit_person(person: Person) -> Any:
    return page("units/person_form.html", form=forms.PersonForm(obj=person), person=person)


@bp.post("/people/<id:person_id>/edit")
@opens(access.person, May.PERSON_EDIT)
def change_person(person: Person) -> Any:
    form = forms.PersonForm()
    if form.validate() and form.does(actions.change_person, person, by=me(), now=clock.now(), **form.facts()):
        return done("units.show_person", said=_("Đã lưu thông tin người dùng."), person_id=person.id)
    return page("units/person_form.html", form=form, person=person)


@bp.post("/people/<id:person_id>/invite")
@opens(access.person, May.PERSON_EDIT)
def invite(person: Person) -> Any:
    actions.invite(person, by=me(), now=clock.now())
    said = _("Đã gửi thư mời đặt mật khẩu tới %(email)s.", email=person.email)
    return done("units.show_person", said=said, person_id=person.id)


@bp.post("/people/<id:person_id>/sign-out-everywhere")
@opens(access.person, May.PERSON_EDIT)
def sign_person_out(person: Person) -> Any:
    actions.sign_out_everywhere(person, by=me(), now=clock.now())
    said = _("%(name)s đã được đăng xuất khỏi mọi thiết bị.", name=person.name)
    return done("units.show_person", said=said, person_id=person.id)


def _role_form() -> forms.RoleForm:
    form = forms.RoleForm()
    assignable = {role: name for role, name in words.ROLE_NAMES.items() if role is not Role.RULE}
    form.offer(queries.active_units(clock.today()), assignable)
    return form


@bp.get("/people/<id:person_id>/roles/new")
@opens(access.person, May.PERSON_EDIT)
def new_role(person: Person) -> Any:
    return page("units/role_form.html", form=_role_form(), person=person)


@bp.post("/people/<id:person_id>/roles/new")
@opens(access.person, May.PERSON_EDIT)
def appoint(person: Person) -> Any:
    form = _role_form()
    if form.validate():
        unit = queries.unit(int(form.unit_id.data)) or abort(404)
        if form.does(actions.appoint, person, unit, Role(form.role.data), by=me(), now=clock.now(), **form.dates()):
            return done("units.show_person", said=_("Đã giao vai trò."), person_id=person.id)
    return page("units/role_form.html", form=form, person=person)


@bp.get("/people/<id:person_id>/roles/<id:membership_id>")
@opens(access.person, May.PERSON_EDIT)
def edit_role(person: Person, membership_id: int) -> Any:
    held = queries.membership(person.id, membership_id) or abort(404)
    return page("units/role_dates.html", form=forms.DatesForm(obj=held), person=person, held=held,
                roles=words.ROLE_NAMES)  # fmt: skip


@bp.post("/people/<id:person_id>/roles/<id:membership_id>")
@opens(access.person, May.PERSON_EDIT)
def change_role(person: Person, membership_id: int) -> Any:
    held = queries.membership(person.id, membership_id) or abort(404)
    form = forms.DatesForm()
    dates = form.dates()
    if form.validate() and form.does(actions.appoint, person, held.unit, held.role, by=me(), now=clock.now(), **dates):
        return done("units.show_person", said=_("Đã lưu thời gian giữ vai trò."), person_id=person.id)
    return page("units/role_dates.html", form=form, person=person, held=held, roles=words.ROLE_NAMES)
