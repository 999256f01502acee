// Before anything is painted: how the page shall look. Query parameters never change what it computes.
(() => {
  const query = new URLSearchParams(location.search);
  const { dataset } = document.documentElement;
  const [theme, view] = [query.get('theme'), query.get('view')];
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
  dataset['view'] = view === 'chart' || view === 'summary' ? view : 'full';
  // The same page under its other name stands in other people’s. What they send before it can answer waits, the latest of it.
  if (!/\/embed(\.html)?$/.test(location.pathname)) return;
  dataset['framed'] = '';
  const frame = { src: location.href, early: /** @type {MessageEvent[] | null} */ ([]) };
  Object.assign(window, { alvhFrame: frame });
  addEventListener('message', (event) => {
    if (frame.early && frame.early.push(event) > 200) frame.early.shift();
  });
})();
