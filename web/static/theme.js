// Runs before the first paint, so that the page never appears in another theme first. Also sets its language.
(function () {
  try {
    var theme = localStorage.getItem('cobalt.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem('cobalt.language') || navigator.language.slice(0, 2);
    document.documentElement.lang = language === 'es' ? 'es' : 'en';
  } catch (error) {
    // If storage is blocked, the theme of the system applies.
  }
})();
