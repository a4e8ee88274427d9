'use strict';
// Makes the pages live: sorting and filtering without a reload, updates as they come, plots.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  function setText(element, text) {
    if (element && element.textContent !== text) {
      element.textContent = text;
    }
  }

  // --- the table of nodes -------------------------------------------------------------------

  function rowOf(address) {
    return $(`tr[data-node="${CSS.escape(address)}"]`);
  }

  function updateRow(node) {
    const row = rowOf(node.address);
    if (!row) {
      return;
    }
    if (row.className !== node.state) {
      row.className = node.state;
      const state = $('[data-c=state]', row);
      state.className = `state ${node.state}`;
      setText(state, node.state);
    }
    const detail = $('[data-c=detail]', row);
    setText($('[data-c=since]', row), node.since);
    setText(detail, node.reason);
    detail.title = node.detail;
    for (const [key, text] of Object.entries(node.cells)) {
      setText($(`[data-c="${key}"]`, row), text);
    }
    for (const [key, share] of Object.entries(node.bars)) {
      const bar = $(`[data-bar="${key}"]`, row);
      bar.setAttribute('width', share);
      bar.parentNode.setAttribute('class', share >= 90 ? 'meter high' : 'meter');
    }
    $('[data-c=spark]', row).setAttribute('d', node.spark);
    const age = $('[data-age]', row);
    if (age && node.polled !== null) {
      age.dataset.age = node.polled;
    }
  }

  function showAges() {
    const now = Date.now() / 1000 + clockOffset;
    $$('[data-age]').forEach(age =>
      setText(age, `${Math.max(0, Math.round(now - Number(age.dataset.age)))} s`));
  }

  // The agent's clock less the browser's, in seconds.
  let clockOffset = 0;

  function update(changes) {
    clockOffset = changes.at - Date.now() / 1000;
    changes.nodes.forEach(updateRow);
    if (changes.news !== undefined) {
      replace('#news', changes.news);
    }
    if (changes.pools !== undefined && $('#pools')) {
      replace('#pools', changes.pools);
    }
  }

  // Puts an element of HTML that the agent made where its older version is.
  function replace(selector, html) {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    const element = $(selector, fresh.content);
    if (element && $(selector)) {
      $(selector).replaceWith(element);
    }
  }

  // --- other orders and filters -------------------------------------------------------------

  let asked = 0;

  async function fetchPage(url) {
    const answer = await fetch(url, {headers: {Accept: 'text/html'}});
    if (!answer.ok) {
      throw new Error(`${answer.status}`);
    }
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  }

  // The last page that was asked for, until it is shown.
  let latest = Promise.resolve();

  function show(url, record) {
    latest = fetchAndShow(url, record);
    return latest;
  }

  let waiting = false;

  // Shows the page again. Waits for one that the user has asked for, whose URL is not the page's yet.
  async function refresh() {
    if (waiting) {
      return;
    }
    waiting = true;
    let before;
    do {
      before = latest;
      await Promise.allSettled([before]);
    } while (before !== latest);
    waiting = false;
    await show(location.href, null);
  }

  async function fetchAndShow(url, record) {
    const mine = ++asked;
    let page;
    try {
      page = await fetchPage(url);
    } catch (failure) {
      location.href = url;
      return;
    }
    if (mine !== asked) {
      return;
    }
    const focused = document.activeElement && document.activeElement.getAttribute('data-sort') !== null
      ? document.activeElement.textContent : null;
    for (const part of ['#news', '#pools', '.count', '.nodes', '.pager', '.none']) {
      const [older, newer] = [$(`#nodes ${part}`) || $(`main > ${part}`) || $(part), $(part, page)];
      if (older && newer) {
        older.replaceWith(newer);
      } else if (older) {
        older.remove();
      } else if (newer) {
        $('#nodes .downloads').before(newer);
      }
    }
    takeOverFilter(page);
    listenFor(page.body.dataset.events);
    document.title = page.title;
    if (record) {
      history[record]({}, '', url);
    }
    if (focused) {
      $$('a[data-sort]').find(link => link.textContent === focused)?.focus();
    }
    showAges();
  }

  function takeOverFilter(page) {
    for (const name of ['pool', 'state', 'sort']) {
      const [select, fresh] = [$(`#filter [name=${name}]`), $(`#filter [name=${name}]`, page)];
      const value = fresh.value;
      select.replaceChildren(...fresh.children);
      select.value = value;
    }
    const text = $('#filter [name=q]');
    if (text !== document.activeElement) {
      text.value = $('#filter [name=q]', page).value;
    }
  }

  function filterUrl(form) {
    const query = new URLSearchParams(new FormData(form));
    const defaults = {pool: '*', state: '', sort: 'worst', q: ''};
    for (const [name, value] of Object.entries(defaults)) {
      if (query.get(name) === value) {
        query.delete(name);
      }
    }
    return form.action + (query.toString() ? `?${query}` : '');
  }

  function liveTable() {
    const form = $('#filter');
    form.addEventListener('submit', event => {
      event.preventDefault();
      show(filterUrl(form), 'pushState');
    });
    form.addEventListener('change', event => {
      if (event.target.name !== 'q') {
        show(filterUrl(form), 'pushState');
      }
    });
    let typing;
    $('[name=q]', form).addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(() => show(filterUrl(form), 'replaceState'), 250);
    });
    document.addEventListener('click', event => {
      const link = event.target.closest('a[data-sort], .pager a[href]');
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        show(link.href, 'pushState');
      }
    });
    addEventListener('popstate', () => show(location.href, null));
  }

  // --- plots ----------------------------------------------------------------------------------

  const units = {
    rate: short,
    count: short,
    ratio: value => `${(value * 100).toFixed(value === 1 ? 0 : 1)}%`,
    bytes,
    byte_rate: bytes,
    cores: value => `${+value.toPrecision(3)}`,
    seconds: value => (value < 1 ? `${+(value * 1000).toPrecision(2)} ms` : `${+value.toPrecision(3)} s`),
  };

  function scaled(value, step, prefixes) {
    let at = 0;
    while (Math.abs(value) >= step && at < prefixes.length - 1) {
      value /= step;
      at++;
    }
    return `${+value.toPrecision(3)}${prefixes[at]}`;
  }

  function short(value) {
    return scaled(value, 1000, ['', 'k', 'M', 'G', 'T']);
  }

  function bytes(value) {
    return scaled(value, 1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB']);
  }

  // From one label of an axis to the next.
  const SECONDS = [1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
  const POWERS_OF_TWO = Array.from({length: 51}, (none, i) => 2 ** i);

  const plots = [];

  function style(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function columns(figure, past) {
    return [past.times, ...figure.dataset.keys.split(',').map(key => past.series[key])];
  }

  function draw(figure, past) {
    const canvas = $('.canvas', figure);
    const show = units[figure.dataset.unit];
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const axis = {stroke: style('--muted'), grid: {stroke: style('--line'), width: 1},
      ticks: {show: false}, font: '11px system-ui, sans-serif'};
    const ratio = figure.dataset.unit === 'ratio';
    const options = {
      width, height,
      legend: {show: false},
      cursor: {y: false, points: {size: 5}},
      scales: {y: {range: (plot, least, most) =>
        ratio ? [0, 1] : [0, most > 0 ? most * 1.08 : 1]}},
      axes: [
        {...axis, space: 60, size: 24, incrs: SECONDS,
          values: (plot, times, number, space, step) => times.map(time => clock(time, step))},
        {...axis, size: 58, space: 24, values: (plot, ticks) => ticks.map(show),
          ...(show === bytes && {incrs: POWERS_OF_TWO})},
      ],
      series: [{}, ...figure.dataset.titles.split(',').map((title, i) => (
        {label: title, stroke: style(`--line-${i + 1}`), width: 1.5, points: {show: false}}))],
      hooks: {setCursor: [plot => legend(figure, plot, show)]},
    };
    canvas.replaceChildren();
    const plot = new uPlot(options, columns(figure, past), canvas);
    plot.root.setAttribute('role', 'img');
    plot.root.setAttribute('aria-label', $('figcaption', figure).textContent.trim());
    plots.push({figure, plot, canvas});
  }

  function clock(seconds, step) {
    const time = new Date(seconds * 1000);
    return time.toISOString().substring(11, step < 60 ? 19 : 16);
  }

  function legend(figure, plot, show) {
    const at = plot.cursor.idx;
    const keys = $$('.legend span', figure);
    figure.dataset.titles.split(',').forEach((title, i) => {
      const value = at === null || at === undefined ? null : plot.data[i + 1][at];
      setText(keys[i], value === null || value === undefined ? title : `${title} ${show(value)}`);
    });
  }

  async function drawPlots() {
    const box = $('[data-history]');
    if (!box || typeof uPlot === 'undefined') {
      return;
    }
    const answer = await fetch(box.dataset.history);
    if (!answer.ok) {
      return;
    }
    const past = await answer.json();
    if (plots.length === 0) {
      $$('.plot', box).forEach(figure => draw(figure, past));
      new ResizeObserver(() => plots.forEach(({plot, canvas}) =>
        plot.setSize({width: canvas.clientWidth, height: canvas.clientHeight}))).observe(box);
    } else {
      plots.forEach(({figure, plot}) => plot.setData(columns(figure, past)));
    }
  }

  function redraw() {
    plots.length = 0;
    drawPlots();
  }

  // --- the page of a node -----------------------------------------------------------------------

  async function updateNode() {
    let page;
    try {
      page = await fetchPage(location.href);
    } catch (failure) {
      return;
    }
    $$('[data-live]').forEach(older => {
      const newer = $(`[data-live="${older.dataset.live}"]`, page);
      if (newer && newer.innerHTML !== older.innerHTML) {
        older.replaceChildren(...newer.childNodes);
      }
    });
    await drawPlots();
  }

  // --- updates ----------------------------------------------------------------------------------

  let events;

  // Asks for the updates of the rows that the page has now.
  function listenFor(url) {
    if (url !== document.body.dataset.events) {
      document.body.dataset.events = url;
      events.close();
      listen();
    }
  }

  function listen() {
    const mine = new EventSource(document.body.dataset.events);
    const live = $('#live');
    events = mine;
    mine.onopen = () => {
      setText(live, 'live');
      live.classList.add('on');
    };
    mine.onerror = () => {
      live.classList.remove('on');
      setText(live, 'not live, trying again');
      if (mine.readyState === EventSource.CLOSED) {
        setTimeout(() => mine === events && listen(), 30_000);
      }
    };
    mine.addEventListener('update', event => update(JSON.parse(event.data)));
    mine.addEventListener('reload', () =>
      $('#filter') ? refresh() : updateNode());
  }

  addEventListener('pagehide', () => events.close());

  // A page that the browser kept and shows again.
  addEventListener('pageshow', event => event.persisted && listen());

  if ($('#filter')) {
    liveTable();
  }
  drawPlots();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  setInterval(showAges, 1000);
  listen();
})();
