'use strict';
// The model: every function's rows in one list per column, and which rows belong together.

const data = JSON.parse(document.getElementById('data').textContent);
const ROW = 20;
const OVERSCAN = 12;

const MARK_TARGET = 1;
const MARK_LOOP = 2;
const MARK_CALL = 4;
const MARK_HANDLER = 8;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function plural(count, one) {
  return count.toLocaleString('en') + ' ' + one + (count === 1 ? '' : 's');
}

// Rows of the three columns. `line` is the row of the source column, -1 if unknown.
const rows = {source: [], ir: [], code: []};
const lineRows = [];   // by file: row of its line 1
const irRows = [];     // by function: row of its instruction 0, by number
const codeRows = [];   // by function: row of its word 0
const blockRows = [];  // by function: row of each block

function buildSource() {
  data.files.forEach((file, index) => {
    if (!file.lines) return;
    if (data.files.length > 1) rows.source.push({kind: 'head', text: file.path, line: -1});
    lineRows[index] = rows.source.length;
    let inComment = false;
    file.lines.forEach((text, at) => {
      rows.source.push({kind: 'line', text, number: at + 1, inComment, ir: [], code: []});
      inComment = endsInComment(text, inComment);
    });
  });
}

function lineRow(file, line) {
  const isShown = line > 0 && lineRows[file] !== undefined && line <= data.files[file].lines.length;
  return isShown ? lineRows[file] + line - 1 : -1;
}

function buildFunction(f, index) {
  const head = {kind: 'head', f: index, text: signature(f), line: lineRow(f.file, f.line || 0)};
  if (f.ir) {
    rows.ir.push(head);
    const numbers = [];
    blockRows[index] = [];
    let block = 0;
    f.ir.forEach((text, i) => {
      if (f.blocks[block] === i) {
        blockRows[index].push(rows.ir.length);
        rows.ir.push({kind: 'block', f: index, text: 'b' + block + ':', line: -1, first: i});
        block++;
      }
      numbers.push(rows.ir.length);
      const line = lineRow(f.file, f.irLines[i]);
      if (line >= 0) rows.source[line].ir.push(rows.ir.length);
      rows.ir.push({kind: 'op', f: index, number: i, text, line, code: []});
    });
    irRows[index] = numbers;
  }
  rows.code.push({...head});
  codeRows[index] = rows.code.length;
  const depths = loopRails(f);
  f.code.forEach((text, i) => {
    const ir = f.origins ? irRows[index][f.origins[i]] : -1;
    const line = ir >= 0 ? rows.ir[ir].line : lineRow(f.file, f.lines[i]);
    const at = rows.code.length;
    if (ir >= 0) rows.ir[ir].code.push(at);
    if (line >= 0) rows.source[line].code.push(at);
    rows.code.push({kind: 'op', f: index, number: i, text, line, ir, marks: f.marks[i], rails: depths[i]});
    // Without the source, its lines are told at least.
    if (!rows.source.length && f.lines[i]) rows.code[at].from = f.lines[i];
  });
}

// For each word the loops around it, outer first: null outside, else where in the loop it is.
function loopRails(f) {
  const rails = f.code.map(() => []);
  const lanes = [];
  f.loops.slice().sort((a, b) => a.header - b.header || b.end - a.end).forEach(loop => {
    let lane = lanes.findIndex(end => end < loop.header);
    if (lane < 0) lane = lanes.length;
    if (lane > 5) return;
    lanes[lane] = loop.end;
    for (let i = loop.header; i <= loop.end; i++) {
      rails[i][lane] = i === loop.header ? 'in first' : i === loop.end ? 'in last' : 'in';
    }
  });
  f.lanes = lanes.length;
  return rails;
}

function signature(f) {
  if (f === data.functions[data.entry]) return 'module ' + f.name;
  return f.name + parameters(f) + (f.result === 'void' ? '' : ' -> ' + f.result);
}

function parameters(f) {
  if (!f.parameters) return '';
  return '(' + f.parameters.map(([name, type]) => (name ? name + ': ' : '') + type).join(', ') + ')';
}

// Colours: plain tokens are enough.

const KEYWORDS = new Set(('and as break catch continue elif else enum false fn for if impl in let match matches mut'
  + ' not or pass print pub return struct true try use while').split(' '));
const TYPES = new Set('i32 i64 u32 u64 f64 bool string any void error'.split(' '));
const SOURCE = /(\/\/.*|\/\*[^]*?(?:\*\/|$))|("(?:\\.|[^"\\])*"?)|(\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?(?:[iuf]\d+)?|0[xb][\da-fA-F_]+)|([\p{L}_][\p{L}\p{N}_]*)|([^]+?)/gu;

function endsInComment(text, inComment) {
  let at = 0;
  if (inComment) {
    at = text.indexOf('*/');
    if (at < 0) return true;
    at += 2;
  }
  SOURCE.lastIndex = 0;
  const rest = text.slice(at);
  for (const [all, comment] of rest.matchAll(SOURCE)) {
    if (comment && comment.startsWith('/*') && (all.length < 4 || !all.endsWith('*/'))) return true;
  }
  return false;
}

// Characters that can't be seen, or that change how others are shown, are spelled out.
const ODD = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

function show(parent, text, className) {
  if (!text) return;
  let start = 0;
  const plain = end => {
    if (end > start) {
      parent.append(className ? element('span', className, text.slice(start, end)) : text.slice(start, end));
    }
  };
  if (ODD.test(text)) {
    for (let i = 0; i < text.length; i++) {
      if (ODD.test(text[i])) {
        plain(i);
        const code = text.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0');
        parent.append(element('span', 'odd', 'U+' + code));
        start = i + 1;
      }
    }
  }
  plain(text.length);
}

function colourSource(parent, row) {
  let text = row.text;
  if (row.inComment) {
    const end = text.indexOf('*/');
    const cut = end < 0 ? text.length : end + 2;
    show(parent, text.slice(0, cut), 'c');
    text = text.slice(cut);
  }
  for (const match of text.matchAll(SOURCE)) {
    const [all, comment, string, number, name] = match;
    const next = text.slice(match.index + all.length);
    const kind = comment ? 'c' : string ? 's' : number ? 'n'
      : !name ? '' : KEYWORDS.has(name) ? 'k' : TYPES.has(name) ? 't' : /^\s*\(/.test(next) ? 'f' : '';
    show(parent, all, kind);
  }
}

const OPERAND = /("(?:\\.|[^"\\])*"?)|((?:arg\.|out\.)?[ildra]\d+)(?![\w.])|(@\d+)|(-?\d[\w.]*(?:[eE]-?\d+)?)|([\p{L}_][\p{L}\p{N}_.]*)|([^]+?)/gu;

function colourCode(parent, row) {
  const space = row.text.search(/\s/);
  const end = space < 0 ? row.text.length : space;
  show(parent, row.text.slice(0, end), 'op');
  const frame = slotsOf(row.f);
  for (const [all, string, register, target, number] of row.text.slice(end).matchAll(OPERAND)) {
    if (register) {
      const made = element('span', 'b' + register.replace(/^.*\./, '')[0], register);
      const slot = frame.get(register);
      if (slot) made.title = register + ': ' + slot.type + (slot.variables ? ', ' + slot.variables : '');
      parent.append(made);
    } else {
      show(parent, all, string ? 's' : target ? 'at' : number ? 'n' : '');
    }
  }
}

const IR = /("(?:\\.|[^"\\])*"?)|\br(\d+)\b|\b(b\d+)\b|(-?\b\d[\w.]*(?:E-?\d+)?)|(\b(?:i32|i64|u32|u64|f64|bool|string|any|void)\b)|([^]+?)/gu;

function colourIr(parent, row) {
  const names = data.functions[row.f].variables;
  const [, target, operation] = /^(r\d+: .*? = )?([a-z_.]+)/.exec(row.text) || ['', '', ''];
  const from = (target || '').length;
  const tokens = (text) => {
    for (const [all, string, register, block, number, type] of text.matchAll(IR)) {
      if (register) {
        const name = names[register];
        if (name) {
          show(parent, name, 'f');
          parent.append(element('span', 'dim', '.' + register));
        } else {
          parent.append(element('span', '', 'r' + register));
        }
      } else {
        show(parent, all, string ? 's' : block ? 'at' : number ? 'n' : type ? 't' : '');
      }
    }
  };
  tokens(target || '');
  show(parent, operation, 'op');
  tokens(row.text.slice(from + (operation || '').length));
}

const slotMaps = [];

// The slots of a function's frame by the name that instructions use.
function slotsOf(f) {
  if (!slotMaps[f]) {
    slotMaps[f] = new Map(data.functions[f].frame.slots.map(
      ([offset, bytes, name, type, variables]) => [name, {offset, bytes, name, type, variables}]));
  }
  return slotMaps[f];
}

// What belongs to a row: {source, ir, code} of rows by strength, and slots of its function.

function nothing() {
  return {source: new Map(), ir: new Map(), code: new Map(), slots: new Set(), f: -1};
}

function put(map, list, strength) {
  list.forEach(i => {
    if (i >= 0 && map.get(i) !== 'strong') map.set(i, strength);
  });
}

function linked(column, index) {
  const all = nothing();
  const row = rows[column][index];
  all[column].set(index, 'strong');
  all.f = row.f === undefined ? -1 : row.f;
  if (column === 'source' && row.kind === 'line') {
    put(all.ir, row.ir, 'strong');
    put(all.code, row.code, 'strong');
  }
  if (row.kind === 'head' && row.line >= 0) put(all.source, [row.line], 'strong');
  if (row.kind === 'block') linkBlock(all, row);
  if (row.kind === 'op') {
    const ir = column === 'ir' ? index : row.ir;
    const code = column === 'code' ? [index] : row.code;
    put(all.code, code, 'strong');
    if (ir >= 0) put(all.ir, [ir], 'strong');
    if (row.line >= 0) {
      put(all.source, [row.line], 'strong');
      put(all.ir, rows.source[row.line].ir, 'gentle');
      put(all.code, rows.source[row.line].code, 'gentle');
    }
    linkTargets(all, ir, code);
    code.forEach(i => registers(rows.code[i].text).forEach(name => all.slots.add(name)));
  }
  return all;
}

function linkBlock(all, row) {
  const f = data.functions[row.f];
  const next = f.blocks.find(first => first > row.first);
  for (let i = row.first; i < (next === undefined ? f.ir.length : next); i++) {
    const op = irRows[row.f][i];
    put(all.ir, [op], 'gentle');
    put(all.code, rows.ir[op].code, 'strong');
    put(all.source, [rows.ir[op].line], 'gentle');
  }
}

function linkTargets(all, ir, code) {
  if (ir >= 0) {
    const row = rows.ir[ir];
    const arrow = row.text.lastIndexOf(' -> ');
    const blocks = arrow < 0 ? [] : row.text.slice(arrow).match(/\bb\d+/g) || [];
    blocks.forEach(b => all.ir.set(blockRows[row.f][+b.slice(1)], 'jump'));
  }
  code.forEach(i => {
    const target = /@(\d+)$/.exec(rows.code[i].text);
    if (target) all.code.set(codeRows[rows.code[i].f] + +target[1], 'jump');
  });
}

function registers(text) {
  const found = [];
  for (const match of text.matchAll(OPERAND)) if (match[2]) found.push(match[2]);
  return found;
}
