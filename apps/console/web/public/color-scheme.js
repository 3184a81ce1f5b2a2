// Runs before anything is painted, so that a dark desk never flashes white.
(() => {
  const kept = localStorage.getItem('usewatch.scheme');
  const isDark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
})();
