'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const THEMES = ['system', 'light', 'dark'];
const COLOURS = ['var(--c0)', 'var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)'];

/** Makes an element; `parts` are texts and elements. Text is never read as markup. */
function el(name, attributes, ...parts) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) made.style.setProperty(k, v);
    else if (value !== false && value != null) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...parts);
  return made;
}

function svg(name, attributes, ...parts) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...parts);
  return made;
}

function bytes(n) {
  const size = Math.abs(n);
  if (size < 10240) return n + ' B';
  if (size < 10485760) return (n / 1024).toFixed(1) + ' KiB';
  return (n / 1048576).toFixed(1) + ' MiB';
}

function nanos(n) {
  if (n < 1e6) return (n / 1e3).toFixed(0) + ' us';
  return n < 1e10 ? (n / 1e6).toFixed(1) + ' ms' : (n / 1e9).toFixed(1) + ' s';
}

function count(n) { return n.toLocaleString('en'); }

function percent(part, all) { return all ? (100 * part / all).toFixed(1) + ' %' : ''; }

/** A card of the page. */
function card(title, note, options = {}) {
  const head = el('div', {class: 'head'}, el('h2', {}, title), el('p', {class: 'note'}, note || ''));
  const made = el('section', {id: options.id, class: options.wide && 'wide', 'aria-label': title}, head);
  document.getElementById('main').append(made);
  return made;
}

/** `columns` are titles, with `#` in front for numbers; cells are texts or elements. */
function table(columns, rows, lastIsSum) {
  const head = el('tr', {}, ...columns.map(c =>
    el('th', {class: c[0] === '#' && 'n', scope: 'col'}, c.replace('#', ''))));
  const body = rows.map((row, i) => el('tr', {class: lastIsSum && i === rows.length - 1 && 'sum'},
    ...row.map((cell, k) => el('td', {class: columns[k][0] === '#' && 'n'}, cell))));
  return el('table', {}, el('thead', {}, head), el('tbody', {}, ...body));
}

/** Buttons of which one is pressed; `chosen` is told its name. */
function choice(label, names, chosen) {
  const buttons = names.map(name => el('button', {onclick: () => press(name)}, name));
  function press(name) {
    for (const b of buttons) b.setAttribute('aria-pressed', b.textContent === name);
    chosen(name);
  }
  const group = el('span', {role: 'group', 'aria-label': label}, ...buttons);
  return {group, press};
}

function fact(name, value) {
  document.getElementById('facts').append(el('div', {}, el('dt', {}, name), el('dd', {}, value)));
}

const tip = document.getElementById('tip');

function showTip(text, x, y) {
  tip.textContent = text;
  tip.hidden = false;
  const left = Math.max(4, Math.min(x + 14, innerWidth - tip.offsetWidth - 8));
  const above = y + 18 + tip.offsetHeight > innerHeight;
  tip.style.left = left + 'px';
  tip.style.top = Math.max(4, above ? y - tip.offsetHeight - 10 : y + 18) + 'px';
}

function hideTip() { tip.hidden = true; }

function theme(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  document.getElementById('theme').textContent = name[0].toUpperCase() + name.slice(1);
  document.dispatchEvent(new Event('colours'));
}

function start(command, title) {
  document.getElementById('command').textContent = command;
  document.getElementById('title').textContent = title;
  document.getElementById('theme').addEventListener('click', () => {
    const now = document.documentElement.dataset.theme || 'system';
    theme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
  });
  addEventListener('wheel', hideTip, {passive: true});
}

/** The colour of a name: the same wherever it is drawn. */
function colour(name) {
  let hash = 7;
  for (const c of name) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return COLOURS[hash % 4];
}
