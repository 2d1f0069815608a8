// Runs before the first paint, so that a chosen theme or language never flashes as the other one.
(function () {
  try {
    var theme = localStorage.getItem('cobalt.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var language = localStorage.getItem('cobalt.language') || navigator.language.slice(0, 2);
    document.documentElement.lang = language === 'es' ? 'es' : 'en';
  } catch (error) {
    // If storage is blocked, the system's theme applies.
  }
})();
