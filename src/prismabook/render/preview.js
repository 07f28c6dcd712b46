// Beside each page of a preview: reloads it when the site was made anew, shows what went wrong if it could not be.
(() => {
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  box.style.cssText = `position: fixed; inset: auto 1rem 1rem; z-index: 99; max-height: 60vh; overflow: auto; margin: 0;
    padding: 1rem; border: 2px solid #b3261e; border-radius: 8px; background: #fff; color: #1c1b1f;
    white-space: pre-wrap; font: 14px/1.45 monospace`;
  new EventSource("/__prismabook__").onmessage = (event) => {
    const { error } = JSON.parse(event.data);
    if (!error) return location.reload();
    box.textContent = error;
    document.body.append(box);
  };
})();
