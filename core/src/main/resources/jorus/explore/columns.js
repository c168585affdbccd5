// A column: only the rows in view are in the document.

class Column {
  constructor(name, title, colour) {
    this.name = name;
    this.rows = rows[name];
    this.colour = colour;
    this.shown = new Map();
    this.pane = element('section', 'pane');
    this.pane.id = name;
    const header = element('header');
    const heading = element('h2', '', title);
    heading.id = name + '-title';
    this.where = element('span', 'where');
    header.append(heading, this.where);
    this.list = element('div', 'list');
    this.list.tabIndex = 0;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-labelledby', heading.id);
    this.space = element('div', 'space');
    const most = this.rows.reduce((all, row) => Math.max(all, row.number || 0), 100);
    this.space.style.setProperty('--digits', String(most).length);
    this.space.style.height = this.rows.length * ROW + 'px';
    const longest = this.rows.reduce((most, row) => Math.max(most, row.text.length), 0);
    this.space.style.width = 'calc(' + (longest + (name === 'code' ? 13 : 9)) + 'ch)';
    this.ticks = element('div', 'ticks');
    this.list.append(this.space);
    this.pane.append(header, this.list, this.ticks);
    this.list.addEventListener('scroll', () => this.draw(), {passive: true});
    this.list.addEventListener('mousemove', event => hover(this, this.at(event)));
    this.list.addEventListener('mouseleave', () => hover(this, -1));
    this.list.addEventListener('mousedown', event => this.press(event));
    this.list.addEventListener('keydown', event => this.key(event));
    this.list.addEventListener('focus', () => this.enter());
    new ResizeObserver(() => this.draw()).observe(this.list);
  }

  at(event) {
    const row = event.target.closest('.row');
    return row ? +row.dataset.index : -1;
  }

  press(event) {
    const index = this.at(event);
    if (index >= 0) pin(this.name, index);
  }

  first() {
    return Math.max(0, Math.floor(this.list.scrollTop / ROW));
  }

  page() {
    return Math.max(1, Math.floor(this.list.clientHeight / ROW) - 1);
  }

  enter() {
    if (!this.rows.length || !this.list.matches(':focus-visible')) return;
    if (!state.pin || state.pin.column !== this.name) {
      const lit = [...litRows(this.name)].find(i => this.sees(i));
      pin(this.name, lit === undefined ? this.first() : lit);
    }
  }

  key(event) {
    const at = state.pin && state.pin.column === this.name ? state.pin.index : this.first() - 1;
    const moves = {
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + this.page(), PageUp: at - this.page(),
      Home: 0, End: this.rows.length - 1, Enter: at, ' ': at,
    };
    if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    state.hover = null;
    pin(this.name, Math.min(this.rows.length - 1, Math.max(0, moves[event.key])));
  }

  sees(index) {
    const top = index * ROW - this.list.scrollTop;
    return top >= 0 && top + ROW <= this.list.clientHeight;
  }

  // Brings a row into view; one that is far away comes to rest a third of the way down.
  reveal(index) {
    if (this.sees(index)) return;
    const top = index * ROW - this.list.scrollTop;
    const height = this.list.clientHeight;
    if (top < 0 && top > -2 * ROW) this.list.scrollTop = index * ROW;
    else if (top >= 0 && top + ROW < height + 2 * ROW) this.list.scrollTop = (index + 1) * ROW - height;
    else this.list.scrollTop = index * ROW - height / 3;
    this.draw();
  }

  draw() {
    const from = Math.max(0, this.first() - OVERSCAN);
    const to = Math.min(this.rows.length, this.first() + this.page() + OVERSCAN + 2);
    for (const [index, row] of this.shown) {
      if (index < from || index >= to) {
        row.remove();
        this.shown.delete(index);
      }
    }
    for (let index = from; index < to; index++) {
      if (!this.shown.has(index)) {
        const made = this.make(index);
        this.shown.set(index, made);
        this.space.append(made);
      }
    }
    this.showWhere();
  }

  showWhere() {
    const row = this.rows[this.first()];
    if (!row) return;
    const f = data.functions[row.f];
    const text = f ? signature(f) : this.name === 'source' ? fileAt(this.first()) : '';
    if (this.where.textContent !== text) this.where.textContent = this.where.title = text;
  }

  make(index) {
    const row = this.rows[index];
    const made = element('div', 'row ' + row.kind);
    made.id = this.name + '-' + index;
    made.dataset.index = index;
    made.style.top = index * ROW + 'px';
    made.setAttribute('role', 'option');
    made.setAttribute('aria-setsize', this.rows.length);
    made.setAttribute('aria-posinset', index + 1);
    const gutter = element('span', 'gutter', row.number === undefined ? '' : row.number);
    made.append(gutter);
    if (row.kind === 'line') {
      if (row.code.length) {
        gutter.classList.add('has');
        gutter.title = plural(row.code.length, 'instruction');
      }
    } else if (this.name === 'code' && row.kind === 'op') {
      made.append(this.mark(row), this.rails(row));
    }
    const text = element('span', 'text');
    if (row.kind === 'op' || row.kind === 'line') this.colour(text, row);
    else show(text, row.text);
    made.append(text);
    if (row.from) made.append(element('span', 'from', 'line ' + row.from));
    this.decorate(made, index);
    return made;
  }

  mark(row) {
    const marks = [
      [MARK_LOOP, '↻', 'loop header'], [MARK_CALL, 'ƒ', 'call'], [MARK_TARGET, '▸', 'jump target'],
      [MARK_HANDLER, '!', 'border of a handler'],
    ].filter(([bit]) => row.marks & bit);
    const made = element('span', 'mark', marks.length ? marks[0][1] : '');
    if (marks.length) made.title = marks.map(mark => mark[2]).join(', ');
    return made;
  }

  rails(row) {
    const made = element('span', 'rails');
    for (let lane = 0; lane < data.functions[row.f].lanes; lane++) {
      made.append(element('i', row.rails[lane] || 'out'));
    }
    return made;
  }

  decorate(made, index) {
    const strength = state.lit[this.name].get(index);
    made.classList.toggle('strong', strength === 'strong');
    made.classList.toggle('gentle', strength === 'gentle');
    made.classList.toggle('jump', strength === 'jump');
    const isPin = Boolean(state.pin && state.pin.column === this.name && state.pin.index === index);
    made.classList.toggle('pin', isPin);
    made.setAttribute('aria-selected', isPin);
  }

  light() {
    for (const [index, made] of this.shown) this.decorate(made, index);
    const marks = [];
    for (const [index, strength] of state.lit[this.name]) {
      if (strength === 'strong' && marks.length < 300) {
        const tick = element('i');
        tick.style.top = (index + 0.5) / this.rows.length * 100 + '%';
        marks.push(tick);
      }
    }
    this.ticks.replaceChildren(...marks);
  }
}

function fileAt(row) {
  let path = '';
  data.files.forEach((file, index) => {
    if (lineRows[index] !== undefined && lineRows[index] <= row + 1) path = file.path;
  });
  return path;
}

// What is hovered, what is kept, and which function the details are about.

const state = {hover: null, pin: null, current: data.entry, lit: nothing()};
const columns = {};

function litRows(column) {
  return [...state.lit[column]].filter(([, strength]) => strength === 'strong').map(([index]) => index);
}

function light() {
  const about = state.hover || state.pin;
  state.lit = !about ? nothing() : about.slot ? linkedToSlot(about.slot) : linked(about.column, about.index);
  Object.values(columns).forEach(column => column.light());
  lightSlots();
}

function linkedToSlot(name) {
  const all = nothing();
  all.f = state.current;
  all.slots.add(name);
  data.functions[all.f].code.forEach((text, i) => {
    if (registers(text).includes(name)) {
      const at = codeRows[all.f] + i;
      put(all.code, [at], 'strong');
      put(all.ir, [rows.code[at].ir], 'gentle');
      put(all.source, [rows.code[at].line], 'gentle');
    }
  });
  return all;
}

function hover(column, index) {
  const now = index < 0 ? null : {column: column.name, index};
  const before = state.hover;
  if (now && before && before.column === now.column && before.index === now.index) return;
  state.hover = now;
  light();
}

function hoverSlot(name) {
  state.hover = name === null ? null : {slot: name};
  light();
}

// Keeps a row lit and shows in the other columns what belongs to it.
function pin(column, index) {
  state.pin = {column, index};
  const row = rows[column][index];
  const all = linked(column, index);
  const owners = row.f !== undefined ? [row.f] : [...all.code.keys()].map(i => rows.code[i].f);
  if (owners.length && !owners.includes(state.current)) choose(owners[0]);
  light();
  Object.values(columns).forEach(other => {
    if (other.name === column) {
      other.reveal(index);
      other.list.setAttribute('aria-activedescendant', column + '-' + index);
    } else {
      other.list.removeAttribute('aria-activedescendant');
      const strong = litRows(other.name);
      const own = strong.filter(i => other.rows[i].f === undefined || other.rows[i].f === state.current);
      const candidates = own.length ? own : strong;
      if (candidates.length && !candidates.some(i => other.sees(i))) {
        other.reveal(Math.min(...candidates));
      }
    }
  });
}

function letGo() {
  state.hover = state.pin = null;
  Object.values(columns).forEach(column => column.list.removeAttribute('aria-activedescendant'));
  light();
}

// Makes a function the one that the details are about, without moving the columns.
function choose(f) {
  state.current = f;
  document.querySelectorAll('#functions button').forEach(button => {
    const isCurrent = +button.dataset.f === f;
    button.setAttribute('aria-current', isCurrent);
    if (isCurrent) button.scrollIntoView({block: 'nearest'});
  });
  if (tabs.chosen && tabs.chosen.followsFunction) tabs.draw();
}

function open(f) {
  choose(f);
  const line = lineRow(data.functions[f].file, data.functions[f].line || 0);
  state.pin = null;
  if (columns.source && line >= 0) columns.source.list.scrollTop = Math.max(0, line - 1) * ROW;
  if (columns.ir) columns.ir.list.scrollTop = (blockRows[f][0] - 1) * ROW;
  columns.code.list.scrollTop = (codeRows[f] - 1) * ROW;
  Object.values(columns).forEach(column => column.draw());
  light();
}
