// Runs before the first paint, so that the page doesn't appear in the wrong theme at first. Also sets `lang`.
(function () {
  try {
    var theme = localStorage.getItem('cobalt.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem('cobalt.language') || navigator.language.slice(0, 2);
    document.documentElement.lang = language === 'es' ? 'es' : 'en';
  } catch (error) {
    // If storage is blocked, the system theme and `lang="en"` apply.
  }
})();
