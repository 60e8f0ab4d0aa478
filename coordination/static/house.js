// Comfort for those whose browser runs it; every page works without. No library, no inline code.
"use strict";

(() => {
  const said = document.getElementById("said")?.dataset ?? {};
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  let leaving = false;

  // A second click on a button that is already sending does nothing; the server would refuse it, too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    leaving = true;
    setTimeout(() => all("button", form).forEach((button) => button.setAttribute("aria-disabled", "true")), 0);
  });
  // Coming back by the browser's arrow: the buttons work again.
  window.addEventListener("pageshow", () => {
    leaving = false;
    all("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      all("button[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  // Ctrl+Enter sends the form; j and k walk through lists, Enter opens.
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field?.form) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("button.act-primary[type=submit]") ?? undefined);
    }
    if (event.key === "Escape") all("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    if (field || event.ctrlKey || event.altKey || event.metaKey || !["j", "k", "Enter"].includes(event.key)) return;
    const rows = all("[data-rows] tbody tr, [data-row]").filter((row) => row.querySelector("a[href]"));
    const at = rows.findIndex((row) => row.classList.contains("is-here"));
    if (event.key === "Enter") {
      if (at >= 0 && document.activeElement === document.body) rows[at].querySelector("a[href]").click();
      return;
    }
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)))];
    if (!next) return;
    rows.forEach((row) => row.classList.toggle("is-here", row === next));
    next.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", (event) => all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  // Who chooses a position that needs grounds sees the boxes for them.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=radio]")) return;
    const box = event.target.closest(".stack")?.querySelector("[data-open-on]");
    if (box && box.dataset.openOn.split(" ").includes(event.target.value)) box.querySelector("details").open = true;
  });

  // Drafts save themselves two seconds after the last key, and say when.
  const words = (form) => new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token"));
  const keep = (form) => `typed:${location.pathname}#${form.id}`;
  const wires = (form) => {
    const line = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
    let before = words(form).toString();
    let timer = 0;
    let busy = false;
    const changed = () => words(form).toString() !== before;
    const say = (text, wrong = false) => { if (line) { line.textContent = text; line.classList.toggle("is-wrong", wrong); } };
    const first = words(form).toString();
    const remember = () => { try { sessionStorage.setItem(keep(form), JSON.stringify({ first, typed: words(form).toString() })); } catch { /* a full or forbidden store */ } };
    const forget = () => { try { sessionStorage.removeItem(keep(form)); } catch { /* the same */ } };
    const beside = (field, value) => {
      const mine = document.createElement("textarea");
      Object.assign(mine, { readOnly: true, className: "form-control", rows: 3, value });
      mine.setAttribute("aria-label", said.mine);
      const note = document.createElement("p");
      note.className = "field-hint";
      note.textContent = said.mine;
      field.after(note, mine);
    };
    const takeOver = (page) => {
      // The version and the numbers of new rows, as the page now has them.
      const fresh = page.getElementById(form.id);
      if (!fresh) return false;
      const known = (input) => all(`input[type=hidden][name="${CSS.escape(input.name)}"]`, form)[0];
      all("input[type=hidden][name]", fresh).forEach((input) => { const mine = known(input); if (mine) mine.value = input.value; });
      return true;
    };
    const save = async () => {
      if (busy || form.dataset.sent || !changed()) return;
      busy = true;
      const sending = words(form).toString();
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
      body.set("autosave", "1");
      say(said.saving);
      try {
        const answer = await fetch(form.dataset.autosave || form.action, { method: "POST", body: new URLSearchParams(body), headers: { "X-Requested-With": "autosave" } });
        const text = await answer.text();
        if (answer.ok && (answer.status === 204 || takeOver(new DOMParser().parseFromString(text, "text/html")))) {
          const typedOn = words(form).toString();
          before = typedOn === sending || !changed() ? typedOn : sending;
          if (answer.redirected) before = words(form).toString() === sending ? words(form).toString() : before;
          forget();
          say(`${said.saved} ${clock()}`);
        } else {
          remember();
          say(answer.status === 409 ? said.stale : answer.status === 422 ? said.refused : said.signedOut, true);
        }
      } catch {
        remember();
        say(said.offline, true);
        timer = setTimeout(save, 15000);
      } finally {
        busy = false;
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 2000); });
    form.addEventListener("submit", () => { clearTimeout(timer); forget(); });
    try {
      const kept = JSON.parse(sessionStorage.getItem(keep(form)) ?? "null");
      if (kept) {
        const was = new URLSearchParams(kept.first);
        for (const [name, value] of new URLSearchParams(kept.typed)) {
          const field = form.elements.namedItem(name);
          if (!field || !("value" in field) || ["hidden", "checkbox", "radio"].includes(field.type) || field.value === value) continue;
          // Where somebody else has written in the meantime, theirs stays and ours stands below it.
          if (field.value.replace(/\r\n/g, "\n") === (was.get(name) ?? "").replace(/\r\n/g, "\n")) field.value = value;
          else beside(field, value);
        }
        say(said.restored, true);
      }
    } catch { /* no store, nothing to restore */ }
    return { changed: () => changed() || busy };
  };
  const guarded = all("form[data-autosave]").map(wires);
  all("form[data-warn]").forEach((form) => { const first = words(form).toString(); guarded.push({ changed: () => words(form).toString() !== first }); });
  window.addEventListener("beforeunload", (event) => { if (!leaving && guarded.some((form) => form.changed())) event.preventDefault(); });

  // Rows that can be added and taken away.
  document.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-add-row]");
    const remover = event.target.closest("[data-remove-row]");
    if (adder) {
      event.preventDefault();
      const template = document.getElementById(adder.dataset.addRow);
      const list = document.getElementById(template.dataset.into);
      const place = 1 + Math.max(-1, ...all("[data-row-number]", list).map((row) => Number(row.dataset.rowNumber)));
      list.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__i__", String(place)));
      list.lastElementChild.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      adder.form?.dispatchEvent(new Event("input"));
    } else if (remover) {
      event.preventDefault();
      const form = remover.form;
      remover.closest("[data-row-number]").remove();
      form?.dispatchEvent(new Event("input"));
    }
  });

  // Long lists to choose from grow shorter while one types, accents or not.
  all("input[data-narrow]").forEach((box) => box.addEventListener("input", () => {
    const wanted = fold(box.value).split(/\s+/).filter(Boolean);
    all(":scope > *", document.getElementById(box.dataset.narrow)).forEach((item) => { item.hidden = !wanted.every((word) => fold(item.textContent).includes(word)) && !item.querySelector("input:checked"); });
  }));

  // Opening a thing is told to the server once; a page that was refused shows first what is wrong.
  all("[data-opened]").forEach((thing) => {
    const token = document.querySelector("input[name=csrf_token]")?.value ?? "";
    fetch(thing.dataset.opened, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" }).catch(() => {});
  });
  document.querySelector("[data-focus]")?.focus();
})();
