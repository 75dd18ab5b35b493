// Runs before the first paint: the remembered colour scheme and language, so nothing flashes.
(function () {
  const root = document.documentElement;
  function remembered(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  let scheme = remembered("tartip.scheme") || "auto";
  if (scheme === "auto") scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.setAttribute("data-mantine-color-scheme", scheme);
  const language = remembered("tartip.language");
  if (language) root.lang = language;
})();
