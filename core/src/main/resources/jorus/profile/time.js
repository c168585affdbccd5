(() => {
  const isTime = data.unit === 'nanoseconds';
  const format = isTime ? nanos : n => count(n) + ' ' + data.unit;
  start('profile', data.program);
  fact('samples', count(data.samples));
  fact('processor time', nanos(data.nanos));
  fact('collector', percent(data.collector_nanos, data.nanos));
  fact('translation', percent(data.compilation_nanos, data.nanos));

  const graph = flame(card('Flame graph',
    'Width is ' + (isTime ? 'processor time' : data.unit) + '. Click or Enter zooms, Escape goes back, arrows walk.' +
    (data.boxes_cut ? ` ${count(data.boxes_cut)} of the smallest boxes are left out.` : ''),
    {wide: true, id: 'graph'}), data.flame, format);

  const functions = card('Functions', 'Itself, and with what it calls.', {id: 'functions'});
  functions.append(el('div', {class: 'scroll'}, table(['#self', '#total', 'function', 'tier'],
    data.functions.map(f => [
      bar(f.self), percent(f.total, data.sampled),
      el('span', {}, el('button', {onclick: () => graph.find(f.function)}, f.function), ' ',
        el('span', {class: 'note'}, `${f.file}:${f.line}`)),
      f.tier]))));

  function bar(weight) {
    const share = percent(weight, data.sampled);
    return el('div', {class: 'bar', style: {'--w': data.sampled ? 100 * weight / data.sampled + '%' : '0'}},
      el('span', {}, share));
  }

  const counted = !!data.opcodes;
  const source = card('Lines', counted ? 'Instructions are counted exactly.' :
    'A sample is at the loop, the call or the trapping operation it was in.', {id: 'lines'});
  const columns = ['#self', '#total', ...(counted ? ['#instructions'] : []), '#line', 'source'];
  source.append(el('div', {class: 'scroll'}, table(columns, data.lines.filter(l => l.line).map(l => [
    bar(l.self), percent(l.total, data.sampled), ...(counted ? [count(l.instructions)] : []),
    '' + l.line, el('span', {class: 'code'}, l.source)]))));

  if (counted) {
    const all = data.opcodes.reduce((sum, row) => sum + row[1], 0);
    for (const [title, rows] of [['Instructions', data.opcodes], ['Pairs of instructions', data.pairs]]) {
      card(title, count(all) + ' executed').append(el('div', {class: 'scroll'},
        table(['#count', '#share', 'name'], rows.map(r => [count(r[1]), percent(r[1], all), r[0]]))));
    }
  }
})();
