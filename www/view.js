// Before anything is painted: how the page shall look. Query parameters never change what it computes.
(() => {
  const query = new URLSearchParams(location.search);
  const { dataset } = document.documentElement;
  const [theme, view] = [query.get('theme'), query.get('view')];
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
  dataset['view'] = view === 'chart' || view === 'summary' ? view : 'full';
})();
