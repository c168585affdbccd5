// The list of functions, the details below the columns, and what belongs to the whole page.

function listFunctions() {
  const list = document.getElementById('functions');
  const groups = new Map();
  data.functions.forEach((f, index) => {
    const key = f.name + '\n' + f.file + '\n' + (f.line === undefined ? index : f.line);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(index);
  });
  groups.forEach(members => {
    if (members.length > 1) {
      const item = element('li', 'group', data.functions[members[0]].name);
      item.append(element('span', '', members.length + ' versions'));
      item.dataset.text = data.functions[members[0]].name.toLowerCase();
      list.append(item);
    }
    members.forEach(index => list.append(functionItem(index, members.length > 1)));
  });
  document.getElementById('function-count').textContent = data.functions.length;
}

function functionItem(index, isVersion) {
  const f = data.functions[index];
  const item = element('li', isVersion ? 'version' : '');
  item.dataset.text = signature(f).toLowerCase();
  const button = element('button');
  button.dataset.f = index;
  button.title = signature(f) + '\n' + plural(f.code.length, 'instruction') + ', frame of ' + f.frame.bytes + ' bytes';
  const types = f.parameters ? '(' + f.parameters.map(([, type]) => type).join(', ') + ')' : '';
  const isModule = index === data.entry;
  const name = element('span', 'name', isVersion ? types || '#' + index : f.name.replace(/^.*\//, ''));
  button.append(name, element('span', 'size', f.code.length));
  const result = f.result === 'void' ? '' : ' → ' + f.result;
  const details = isModule ? 'runs first' : isVersion ? result.trim() : (types === '()' ? '' : types) + result;
  if (details.trim()) button.append(element('span', 'sig', details.trim()));
  button.addEventListener('click', () => open(index));
  item.append(button);
  return item;
}

function filterFunctions(text) {
  const wanted = text.toLowerCase();
  document.querySelectorAll('#functions li').forEach(item => {
    item.hidden = !item.dataset.text.includes(wanted);
  });
}

// Tables, in parts of at most this many rows.
const PART = 200;

function table(heads, records, row) {
  const holder = element('div');
  if (!records.length) {
    holder.append(element('p', 'none', 'none'));
    return holder;
  }
  const made = element('table');
  const head = made.createTHead().insertRow();
  heads.forEach(([text, className]) => {
    const cell = element('th', className || '', text);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = made.createTBody();
  holder.append(made);
  let shown = 0;
  const more = element('button', 'more');
  const extend = () => {
    records.slice(shown, shown + PART).forEach(record => {
      const line = body.insertRow();
      row(record).forEach((value, i) => {
        const cell = element('td', heads[i][1] || '');
        if (value instanceof Node) cell.append(value);
        else show(cell, String(value));
        line.append(cell);
      });
    });
    shown = Math.min(records.length, shown + PART);
    more.textContent = 'Show more (' + (records.length - shown) + ' left)';
    more.hidden = shown === records.length;
  };
  extend();
  more.addEventListener('click', extend);
  holder.append(more);
  return holder;
}

function titled(title, content) {
  const made = element('section');
  made.append(element('h3', '', title), content);
  return made;
}

function grid(...parts) {
  const made = element('div', 'columns');
  made.append(...parts);
  return made;
}

// A place in the code, as a button that goes there.
function place(f, word) {
  const button = element('button', '', data.functions[f].name.replace(/^.*\//, '') + ' @' + word);
  button.addEventListener('click', () => {
    choose(f);
    pin('code', codeRows[f] + word);
  });
  return button;
}

function lineOf(f, word) {
  const row = rows.code[codeRows[f] + word];
  return row.line >= 0 ? rows.source[row.line].number : data.functions[f].lines[word] || '';
}

const PARTS = {
  header: 'header', arguments: 'arguments', refs: 'refs', anys: 'any', wides: '64-bit', narrows: '32-bit',
  padding: 'padding', outgoing: 'outgoing arguments',
};

function drawFrame() {
  const f = data.functions[state.current];
  const frame = f.frame;
  const made = element('div', 'frame');
  const drawing = element('div', 'drawing');
  const ruler = element('div', 'ruler');
  const scale = element('div');
  for (let at = 0; at < 64; at += 8) {
    const mark = element('span', '', '+' + at);
    mark.style.left = at / 64 * 100 + '%';
    scale.append(mark);
  }
  ruler.append(element('span', 'at0'), scale);
  drawing.append(ruler);
  const lines = [];
  for (let at = 0; at < Math.max(frame.bytes, frame.reserve); at += 64) {
    const line = element('div', 'line');
    line.append(element('span', 'at0', at), element('div', 'bytes'));
    drawing.append(line);
    lines.push(line.lastChild);
  }
  frame.slots.forEach(([offset, bytes, name, type, variables]) => {
    const part = frame.parts.find(([, from, to]) => offset >= from && offset < to)[0];
    addSlot(lines, {offset, bytes, name, type, variables, part});
  });
  if (frame.reserve > frame.bytes) {
    addSlot(lines, {
      offset: frame.bytes, bytes: frame.reserve - frame.bytes, name: 'callee', part: 'outgoing', variables: '',
      type: 'header and arguments of called functions',
    });
  }
  const slots = drawing.querySelectorAll('.slot');
  if (slots.length) slots[0].tabIndex = 0;
  drawing.addEventListener('keydown', event => walk(event, [...slots]));
  made.append(drawing, legend(frame));
  return made;
}

function addSlot(lines, slot) {
  for (let at = slot.offset; at < slot.offset + slot.bytes;) {
    const end = Math.min(slot.offset + slot.bytes, (Math.floor(at / 64) + 1) * 64);
    const cell = element('button', 'slot p-' + slot.part, at === slot.offset ? slot.name : '…');
    cell.tabIndex = -1;
    cell.style.left = (at % 64) / 64 * 100 + '%';
    cell.style.width = (end - at) / 64 * 100 + '%';
    cell.dataset.slot = slot.name;
    const isField = slot.part === 'header' || slot.part === 'outgoing';
    if (!isField) cell.append(element('small', '', slot.variables || slot.type));
    const about = describe(slot, isField);
    cell.title = about;
    cell.setAttribute('aria-label', about);
    const enter = () => {
      document.getElementById('about').textContent = about;
      hoverSlot(slot.name);
    };
    const leave = () => {
      document.getElementById('about').textContent = tabs.about();
      hoverSlot(null);
    };
    cell.addEventListener('mouseenter', enter);
    cell.addEventListener('focus', enter);
    cell.addEventListener('mouseleave', leave);
    cell.addEventListener('blur', leave);
    lines[Math.floor(at / 64)].append(cell);
    at = end;
  }
}

function describe(slot, isField) {
  const last = slot.offset + slot.bytes - 1;
  const where = 'bytes ' + slot.offset + ' to ' + last + ', cache line ' + Math.floor(slot.offset / 64)
    + (Math.floor(last / 64) > Math.floor(slot.offset / 64) ? ' to ' + Math.floor(last / 64) : '');
  const what = slot.name + ': ' + slot.type + (slot.variables ? ', holds ' + slot.variables : '');
  return what + ' (' + (isField ? '' : PARTS[slot.part] + ', ') + where + ')';
}

function walk(event, slots) {
  const at = slots.indexOf(document.activeElement);
  const step = {ArrowRight: 1, ArrowLeft: -1, Home: -at, End: slots.length - 1 - at}[event.key];
  if (at < 0 || step === undefined) return;
  event.preventDefault();
  const next = slots[Math.min(slots.length - 1, Math.max(0, at + step))];
  slots[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function legend(frame) {
  const aside = element('aside');
  const list = element('ul', 'legend');
  const parts = frame.parts.slice();
  if (frame.reserve > frame.bytes) parts.push(['outgoing', frame.bytes, frame.reserve]);
  parts.forEach(([part, from, to]) => {
    const item = element('li');
    item.append(element('i', 'p-' + part), PARTS[part], element('span', '', to - from));
    list.append(item);
  });
  aside.append(list);
  const used = frame.slots.reduce((sum, slot) => sum + slot[1], 0);
  aside.append(element('p', '', plural(frame.bytes, 'byte') + ' in ' + plural(frame.bytes / 64, 'cache line') + ', '
    + Math.round(used / frame.bytes * 100) + '% used.'));
  return aside;
}

function lightSlots() {
  const isHere = state.lit.f === state.current;
  document.querySelectorAll('#panel .slot').forEach(cell => {
    cell.classList.toggle('lit', isHere && state.lit.slots.has(cell.dataset.slot));
  });
}

// What engines have to say of loops: each note is a pair of a kind and a text.
function notes(list) {
  const made = element('span', 'say');
  list.forEach(([kind, text], i) => {
    made.append((i ? '; ' : ''), element('b', '', kind), ' ');
    show(made, text);
  });
  return made;
}

function drawPrescan() {
  const loops = [];
  const calls = [];
  const handlers = [];
  let targets = 0;
  data.functions.forEach((f, index) => {
    f.loops.forEach(loop => loops.push({f: index, ...loop}));
    f.handlers.forEach(row => handlers.push([index, ...row]));
    f.marks.forEach((marks, word) => {
      if (marks & MARK_TARGET) targets++;
      if (marks & MARK_CALL) calls.push([index, word]);
    });
  });
  const stats = element('div', 'stats');
  const total = data.functions.reduce((sum, f) => sum + f.code.length, 0);
  [[total, 'instructions'], [targets, 'jump targets'], [loops.length, 'loop headers'], [calls.length, 'call sites'],
    [handlers.length, 'handlers']].forEach(([count, text]) => {
    const stat = element('div');
    stat.append(element('b', '', count.toLocaleString('en')), element('span', '', text));
    stats.append(stat);
  });
  const hasNotes = loops.some(loop => loop.notes.length);
  const made = element('div');
  const loopHeads = [['header', 'tight'], ['line', 'num tight'], ['instructions', 'num tight'], ['last', 'tight'],
    [hasNotes ? 'notes' : '', 'say']];
  made.append(stats, grid(
    titled('Loops', table(loopHeads, loops,
      loop => [place(loop.f, loop.header), lineOf(loop.f, loop.end), loop.end - loop.header + 1, '@' + loop.end,
        notes(loop.notes)])),
    titled('Call sites', table([['at', 'tight'], ['line', 'num tight'], ['calls']], calls,
      ([f, word]) => [place(f, word), lineOf(f, word), data.functions[f].code[word].replace(/^(\S+)\s+/, '$1 ')])),
    ...(handlers.length ? [titled('Handlers', table([['goes to', 'tight'], ['protects']], handlers,
      ([f, from, to, target]) => [place(f, target), '@' + from + ' to @' + (to - 1)]))] : [])));
  return made;
}

function bar(share) {
  const made = element('span', 'bar');
  made.style.width = share * 100 + '%';
  return made;
}

function drawOpcodes() {
  const counts = data.opcodes.slice().sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = counts.reduce((sum, row) => sum + row[1], 0);
  const most = counts.length ? counts[0][1] : 1;
  const pairs = data.pairs;
  const made = element('div', 'columns wide');
  made.append(
    titled('Opcodes', table([['opcode', 'tight'], ['count', 'num tight'], ['share', 'num tight'], ['', 'bars'], ['meaning', 'say']],
      counts, ([name, count, meaning]) =>
        [name, count, (count / total * 100).toFixed(1) + '%', bar(count / most), meaning])),
    titled('Frequent pairs of neighbours', table([['first', 'tight'], ['then', 'tight'], ['count', 'num tight'], ['', 'bars']], pairs,
      ([first, second, count]) => [first, second, count, bar(count / pairs[0][2])])));
  return made;
}

function drawConstants() {
  const kinds = [['f64', '64-bit floating point'], ['i64', '64-bit integers'], ['string', 'Strings'], ['trap', 'Traps']];
  const made = kinds.filter(([kind]) => data.constants[kind].length).map(([kind, title]) =>
    titled(title, table([['index', 'num tight'], ['value']], data.constants[kind].map((value, i) => [i, value]), row => row)));
  const globals = titled('Module variables, ' + plural(data.globalBytes, 'byte'),
    table([['offset', 'num tight'], ['bytes', 'num tight'], ['name'], ['type']], data.globals, row => row));
  return grid(globals, ...made);
}

function drawTypes() {
  if (!data.types.length) return element('p', 'none', 'The program has no types of its own.');
  const made = grid(titled('Types', table([['id', 'num tight'], ['kind', 'tight'], ['name'], ['fields: offset name type']], data.types,
    type => [type.id, type.kind, type.name, fields(type)])));
  if (data.methods.length) {
    made.append(titled('Methods that are looked up at run time',
      table([['of', 'tight'], ['name', 'tight'], ['function']], data.methods, row => row)));
  }
  return made;
}

function fields(type) {
  const made = element('span');
  type.fields.forEach(([offset, name, kind], i) => {
    if (i) made.append(element('br'));
    made.append(element('span', 'dim', String(offset).padStart(3) + ' '));
    show(made, name);
    made.append(' ');
    show(made, kind, 't');
  });
  return made;
}

function drawImage() {
  const made = element('div');
  const strip = element('div', 'strip');
  const parts = ['header', 'wides', 'narrows', 'refs', 'anys', 'arguments'];
  const shown = data.sections.filter(([, , bytes]) => bytes > 0);
  shown.forEach(([name, , bytes], i) => {
    const cell = element('div', 'p-' + parts[i % parts.length], name);
    cell.style.flex = bytes + ' 0 0';
    cell.title = name + ': ' + plural(bytes, 'byte');
    strip.append(cell);
  });
  const most = Math.max(...shown.map(([, , bytes]) => bytes));
  made.append(strip, table([['section', 'tight'], ['offset', 'num tight'], ['bytes', 'num tight'], ['entries', 'num tight'],
    ['share', 'num tight'], ['', 'bars']], data.sections, ([name, offset, bytes, count]) =>
    [name, offset, bytes, count, (bytes / data.bytes * 100).toFixed(1) + '%', bytes ? bar(bytes / most) : '']));
  return made;
}

const tabs = {
  all: [
    {name: 'Frame', draw: drawFrame, followsFunction: true, about: () => signature(data.functions[state.current])},
    {name: 'Prescan', draw: drawPrescan},
    {name: 'Opcodes', draw: drawOpcodes},
    {name: 'Constants', draw: drawConstants},
    {name: 'Types', draw: drawTypes},
    {name: 'Image', draw: drawImage, about: () => plural(data.bytes, 'byte') + ', sections in their order'},
  ],
  chosen: null,

  about() {
    return this.chosen.about ? this.chosen.about() : '';
  },

  build() {
    const list = document.getElementById('tabs');
    this.all.forEach((tab, i) => {
      tab.button = element('button', '', tab.name);
      tab.button.setAttribute('role', 'tab');
      tab.button.id = 'tab-' + tab.name.toLowerCase();
      tab.button.setAttribute('aria-controls', 'panel');
      tab.button.addEventListener('click', () => this.choose(tab));
      tab.button.addEventListener('keydown', event => {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (step) {
          const next = this.all[(i + step + this.all.length) % this.all.length];
          this.choose(next);
          next.button.focus();
        }
      });
      list.append(tab.button);
    });
    this.choose(this.all[0]);
  },

  choose(tab) {
    this.chosen = tab;
    fold(false);
    this.all.forEach(other => {
      other.button.setAttribute('aria-selected', other === tab);
      other.button.tabIndex = other === tab ? 0 : -1;
    });
    document.getElementById('panel').setAttribute('aria-labelledby', tab.button.id);
    this.draw();
  },

  draw() {
    const panel = document.getElementById('panel');
    panel.replaceChildren(this.chosen.draw());
    panel.scrollTop = 0;
    document.getElementById('about').textContent = this.about();
    lightSlots();
  },
};

function fold(isFolded) {
  document.getElementById('drawer').classList.toggle('folded', isFolded);
  const button = document.getElementById('fold');
  button.textContent = isFolded ? 'Show' : 'Hide';
  button.setAttribute('aria-expanded', !isFolded);
}

const THEMES = ['system', 'light', 'dark'];

function theme(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  document.getElementById('theme').textContent = name[0].toUpperCase() + name.slice(1);
}

function nextTheme() {
  const now = document.documentElement.dataset.theme || 'system';
  theme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
}

function facts() {
  const list = document.getElementById('facts');
  const total = data.functions.reduce((sum, f) => sum + f.code.length, 0);
  const loops = data.functions.reduce((sum, f) => sum + f.loops.length, 0);
  [['function', data.functions.length], ['instruction', total], ['loop', loops], ['byte', data.bytes]]
    .forEach(([name, value]) => {
      const pair = element('div');
      const [count, words] = plural(value, name).split(' ');
      pair.append(element('dt', '', words), element('dd', '', count));
      list.append(pair);
    });
}

function start() {
  buildSource();
  data.functions.forEach(buildFunction);
  show(document.getElementById('title'), data.title);
  document.getElementById('title').title = data.title;
  facts();
  const panes = document.getElementById('panes');
  if (rows.source.length) columns.source = new Column('source', 'Source', colourSource);
  if (data.hasIr) columns.ir = new Column('ir', 'IR', colourIr);
  columns.code = new Column('code', 'Bytecode', colourCode);
  Object.values(columns).forEach(column => {
    panes.append(column.pane);
    column.draw();
  });
  listFunctions();
  tabs.build();
  choose(state.current);
  document.getElementById('filter').addEventListener('input', event => filterFunctions(event.target.value));
  document.getElementById('fold').addEventListener('click', () =>
    fold(!document.getElementById('drawer').classList.contains('folded')));
  document.getElementById('theme').addEventListener('click', nextTheme);
  const help = document.getElementById('help');
  const helpButton = document.getElementById('help-button');
  helpButton.addEventListener('click', () => {
    help.hidden = !help.hidden;
    helpButton.setAttribute('aria-expanded', !help.hidden);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') letGo();
    if (event.key === '/' && event.target.tagName !== 'INPUT') {
      event.preventDefault();
      document.getElementById('filter').focus();
    }
  });
}

start();
