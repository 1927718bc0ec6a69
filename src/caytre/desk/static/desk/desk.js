/* Comfort for those with a keyboard; every page works without this file.
   An element with data-key="a" is pressed by that key. */
(() => {
  "use strict";

  const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

  const edit = () => {
    const panel = document.querySelector("[data-edit]");
    if (!panel) return false;
    panel.open = true;
    panel.querySelector("input:not([type=hidden]), select")?.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      document.querySelectorAll("details.me[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
      if (event.target.closest("[data-edit]")) {
        const panel = event.target.closest("[data-edit]");
        panel.open = false;
        panel.querySelector("summary").focus();
      }
      return;
    }
    if (typing(event.target)) return;
    if (event.key === "/") {
      const find = document.getElementById("find");
      if (find) {
        find.focus();
        event.preventDefault();
      }
      return;
    }
    if (event.key === "e" && edit()) {
      event.preventDefault();
      return;
    }
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  });

  /* After a decision the next proposal stands there: say so to screen readers and keep the keyboard on the page. */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "review" || event.target.id === "review") {
      document.querySelector("[data-focus]")?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  });

  /* Names offered while an actor's field is typed in. */
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    const list = field.list;
    if (!list || list.id !== "actor-names") return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const answer = await fetch(`/record/actors/names/?text=${encodeURIComponent(field.value)}`);
      if (answer.ok) list.innerHTML = await answer.text();
    }, 150);
  });

  /* What is selected in a source becomes the passage of the fact to be entered. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-quote]");
    const chosen = String(window.getSelection()).trim();
    if (link && chosen) link.search = `?quote=${encodeURIComponent(chosen)}`;
  });

  /* A menu closes when the reader goes elsewhere. */
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.me[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
})();
