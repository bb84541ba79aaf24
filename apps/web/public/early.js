// Runs before the first paint, so that neither colours nor direction jump. The app repeats it with the account's settings.
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('waypost.look')) || {};
  } catch {
    // Without local storage the settings of the system apply.
  }
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  if (kept.locale) {
    root.lang = kept.locale;
    root.dir = /^(ar|fa|he|ur)\b/.test(kept.locale) ? 'rtl' : 'ltr';
  }
})();
