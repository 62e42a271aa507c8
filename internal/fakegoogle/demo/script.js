// Brings what changes up to date once a second. The page works without it:
// every button is a form, and every answer a fresh page.
async function refresh() {
  try {
    const text = await (await fetch("/")).text();
    const live = new DOMParser().parseFromString(text, "text/html").getElementById("live");
    const old = document.getElementById("live");
    if (live && live.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) {
      old.replaceWith(document.adoptNode(live));
    }
  } catch {
    // The demo has ended; the page stays as it was.
  }
}
setInterval(refresh, 1000);
