"""Lists of units and people from a spreadsheet: first a preview (nothing is written), then all or nothing.

| address | what |
| --- | --- |
| /import/<what> | choose a file, see what it would do, bring it in; what = units, people |
| /import/<what>/template.csv | an empty list with the right columns |
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import done, page, sentences
from coordination.kernel.values import NotReady
from coordination.units import actions, forms
from coordination.units.views.blueprint import bp

WHAT = {"units": actions.import_units, "people": actions.import_people}
TEMPLATES = {
    "units": "Mã đơn vị;Tên đơn vị;Loại đơn vị;Mã đơn vị cấp trên;Cấp có thẩm quyền;Ký hiệu văn bản;Hộp thư;"
    "Hoạt động từ ngày;Hoạt động đến ngày;Chức năng, nhiệm vụ;Căn cứ\r\n",
    "people": "Email;Họ và tên;Chức vụ;Mã đơn vị;Vai trò;Từ ngày;Đến ngày;Ngôn ngữ\r\n",
}


@bp.get("/import/<any(units, people):what>")
@signed_in(Role.ADMINISTRATOR)
def import_list(what: str) -> Any:
    return page("units/import.html", form=forms.ImportForm(), what=what)


@bp.post("/import/<any(units, people):what>")
@signed_in(Role.ADMINISTRATOR)
def bring_in(what: str) -> Any:
    """The preview does everything and is rolled back, because it answers with a page; the real one redirects."""
    form = forms.ImportForm()
    if not form.validate():
        return page("units/import.html", form=form, what=what)
    content = form.content()
    try:
        did = WHAT[what](content, by=me(), now=clock.now())
    except NotReady as refused:
        return page("units/import.html", status=422, form=form, what=what, wrong=sentences(refused.findings))
    if form.really.data:
        said = _(
            "Đã nhập danh sách: thêm %(added)s, sửa %(changed)s, giữ nguyên %(same)s.",
            added=len(did.added), changed=len(did.changed), same=len(did.unchanged),
        )  # fmt: skip
        return done("units.unit_list" if what == "units" else "units.people_list", said=said)
    form.carry(content)
    return page("units/import_preview.html", form=form, what=what, did=did)


@bp.get("/import/<any(units, people):what>/template.csv")
@signed_in(Role.ADMINISTRATOR)
def import_template(what: str) -> Any:
    if what not in TEMPLATES:
        abort(404)
    return Response(
        "\ufeff" + TEMPLATES[what],
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{what}.csv"'},
    )
