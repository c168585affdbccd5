(() => {
  const KINDS = ['object', 'data', 'buffer'];
  start('mem', data.program);
  fact('peak in use', bytes(data.heap.peak_in_use));
  fact('reachable at exit', bytes(data.exit.reachable_bytes));
  fact('collections', count(data.collections.count));
  fact('resident', bytes(data.process.rss));

  timeline();
  treemap();
  flame(card('Who had it at the peak', 'Width is bytes in use at the peak, by call stack.',
    {wide: true, id: 'graph'}), data.flame, bytes);
  blocks();
  frames();
  tables();

  function timeline() {
    const W = 1200, H = 230, LEFT = 78, BOTTOM = 26, TOP = 8;
    const series = [['off-heap memory', 3, 'var(--c4)'], ['heap, from the system', 2, 'var(--c1)'], ['heap in use', 1, 'var(--c0)']];
    const points = data.timeline;
    const end = Math.max(1, points[points.length - 1][0]);
    const top = round(Math.max(1, ...points.map(p => p[3])));
    /** Four steps of a power of two bytes each. */
    function round(most) {
      for (let unit = 256; ; unit *= 2) if (unit * 4 >= most) return unit * 4;
    }
    const x = t => LEFT + (W - LEFT - 8) * t / end;
    const y = b => TOP + (H - TOP - BOTTOM) * (1 - b / top);
    const drawing = svg('svg', {viewBox: `0 0 ${W} ${H}`, role: 'img', tabindex: 0,
      'aria-label': 'Memory over time; left and right arrows walk'});
    for (let i = 0; i <= 4; i++) {
      const at = y(top * i / 4);
      drawing.append(svg('line', {x1: LEFT, x2: W - 8, y1: at, y2: at, stroke: 'var(--rule)'}),
        svg('text', {x: LEFT - 8, y: at + 4, 'text-anchor': 'end'}, bytes(Math.round(top * i / 4))),
        svg('text', {x: x(end * i / 4), y: H - 6, 'text-anchor': i === 0 ? 'start' : i === 4 ? 'end' : 'middle'},
          nanos(end * i / 4)));
    }
    for (const [, column, c] of series) {
      const line = points.map(p => `${x(p[0]).toFixed(1)},${y(p[column]).toFixed(1)}`).join(' ');
      drawing.append(svg('polygon', {points: `${x(0)},${y(0)} ${line} ${x(end)},${y(0)}`, fill: c, 'fill-opacity': 0.14}),
        svg('polyline', {points: line, fill: 'none', stroke: c, 'stroke-width': 1.6}));
    }
    for (const c of data.collections.each.slice(0, 2000)) {
      drawing.append(svg('line', {x1: x(c[0]), x2: x(c[0]), y1: H - BOTTOM, y2: H - BOTTOM + 5, stroke: 'var(--c3)', class: 'collection'}));
    }
    if (data.peak) {
      drawing.append(svg('line', {x1: x(data.peak.at_nanos), x2: x(data.peak.at_nanos), y1: TOP, y2: H - BOTTOM,
        stroke: 'var(--c2)', 'stroke-dasharray': '4 3', id: 'peak-mark'}));
    }
    const cross = svg('line', {y1: TOP, y2: H - BOTTOM, stroke: 'var(--ink)', visibility: 'hidden'});
    drawing.append(cross);
    const into = card('Memory over time', 'Ticks are collections, the dashed line is the peak.', {wide: true, id: 'timeline'});
    into.append(drawing, el('ul', {class: 'legend'}, ...series.map(([name, , c]) =>
      el('li', {}, el('i', {style: {background: c}}), name))));
    let at = -1;
    function look(i, left, below) {
      at = Math.max(0, Math.min(points.length - 1, i));
      const p = points[at];
      cross.setAttribute('x1', x(p[0]));
      cross.setAttribute('x2', x(p[0]));
      cross.setAttribute('visibility', 'visible');
      showTip(`${nanos(p[0])}\nheap in use ${bytes(p[1])}\nheap, from the system ${bytes(p[2])}\n` +
        `off-heap memory ${bytes(p[3])}\nJava heap ${bytes(p[4])}`, left, below);
    }
    const box = () => drawing.getBoundingClientRect();
    drawing.addEventListener('mousemove', event => {
      const t = ((event.clientX - box().left) / box().width * W - LEFT) / (W - LEFT - 8) * end;
      let best = 0;
      points.forEach((p, i) => { if (Math.abs(p[0] - t) < Math.abs(points[best][0] - t)) best = i; });
      look(best, event.clientX, event.clientY);
    });
    const hide = () => { cross.setAttribute('visibility', 'hidden'); hideTip(); };
    drawing.addEventListener('mouseleave', hide);
    drawing.addEventListener('blur', hide);
    drawing.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9}[event.key];
      if (!step) return;
      event.preventDefault();
      const to = Math.max(0, Math.min(points.length - 1, at + step));
      look(to, box().left + x(points[to][0]) / W * box().width, box().top + box().height / 2);
    });
  }

  function treemap() {
    const into = card('What it is', 'Area is bytes. Choose a field to see where it was allocated.', {wide: true, id: 'map'});
    const MEASURES = {'at the peak': 'peak_bytes', 'at exit': 'exit_bytes', 'in all': 'allocated_bytes'};
    const area = el('div', {class: 'treemap', role: 'group', 'aria-label': 'Treemap'});
    const detail = el('div', {class: 'detail', 'aria-live': 'polite'});
    let by = 'types', measure = 'peak_bytes';
    const groups = choice('By', ['by type', 'by site'], name => { by = name === 'by type' ? 'types' : 'sites'; draw(); });
    const measures = choice('Measure', Object.keys(MEASURES), name => { measure = MEASURES[name]; draw(); });
    into.querySelector('.head').append(groups.group, measures.group);
    into.append(area, detail);

    const name = row => row.type || `${row.function}:${row.line}`;

    function draw() {
      const rows = data[by].filter(r => r[measure] > 0).sort((a, b) => b[measure] - a[measure]).slice(0, 60);
      const all = rows.reduce((sum, r) => sum + r[measure], 0);
      const W = area.clientWidth || 1000, H = 260;
      const cells = squares(rows.map(r => r[measure]), W, H).map(([x, y, w, h], i) => {
        const row = rows[i];
        const label = `${name(row)} ${bytes(row[measure])} ${percent(row[measure], all)}`;
        return el('button', {'aria-label': label, title: label, 'aria-pressed': false,
          style: {left: x + 'px', top: y + 'px', width: w + 'px', height: h + 'px', '--c': COLOURS[i % 4]},
          onclick: event => show(row, event.currentTarget)},
        w > 50 && h > 18 ? `${name(row)} ` : '', w > 50 && h > 36 ? el('br') : '', w > 50 && h > 36 ? bytes(row[measure]) : '');
      });
      area.replaceChildren(...cells);
      detail.replaceChildren(rows.length ? '' : el('p', {class: 'note'}, 'Nothing.'));
    }

    function show(row, button) {
      for (const b of area.children) b.setAttribute('aria-pressed', b === button);
      const parts = [el('p', {}, `${name(row)}: ${bytes(row.peak_bytes)} at the peak, ${bytes(row.exit_bytes)} at exit, ` +
        `${bytes(row.allocated_bytes)} in all, ${count(row.count)} allocations`)];
      if (row.source) parts.push(el('p', {class: 'code'}, row.source));
      for (const stack of row.stacks || []) {
        parts.push(el('p', {class: 'note'}, `${stack.type}, ${stack.kind}: ${bytes(stack.peak_bytes)} at the peak, from`),
          el('ol', {}, ...folded(stack.calls)));
      }
      if (!row.stacks) {
        const sites = data.sites.filter(s => s.stacks.some(k => k.type === row.type));
        parts.push(table(['#at the peak', 'site', 'source'], sites.slice(0, 12).map(s =>
          [bytes(s.peak_bytes), `${s.function} ${s.file}:${s.line}`, el('span', {class: 'code'}, s.source)])));
      }
      detail.replaceChildren(...parts);
    }

    groups.press('by type');
    measures.press('at the peak');
    addEventListener('resize', draw);
  }

  /** Calls that repeat each other are one item. */
  function folded(calls) {
    const items = [];
    for (let i = 0; i < calls.length;) {
      let end = i + 1;
      const text = c => `${c.function} ${c.file}:${c.line}`;
      while (end < calls.length && text(calls[end]) === text(calls[i])) end++;
      items.push(el('li', {}, text(calls[i]) + (end - i > 1 ? `, ${end - i} times` : '')));
      i = end;
    }
    return items;
  }

  /** Rectangles of these areas, as square as they can be, that fill w x h. */
  function squares(sizes, w, h) {
    const all = sizes.reduce((a, b) => a + b, 0);
    const areas = sizes.map(s => s / all * w * h);
    const made = [];
    let x = 0, y = 0, i = 0;
    while (i < areas.length) {
      const side = Math.max(1, Math.min(w - x, h - y));
      const worst = (sum, list) => Math.max(side * side * list[0] / (sum * sum), sum * sum / (side * side * list[list.length - 1]));
      let row = [areas[i]], sum = areas[i];
      while (i + row.length < areas.length) {
        const next = areas[i + row.length];
        if (worst(sum + next, [...row, next]) > worst(sum, row)) break;
        row.push(next);
        sum += next;
      }
      const across = w - x < h - y;
      const thick = sum / side;
      let at = across ? x : y;
      for (const part of row) {
        const length = part / thick;
        made.push(across ? [at, y, length, thick] : [x, at, thick, length]);
        at += length;
      }
      if (across) y += thick;
      else x += thick;
      i += row.length;
    }
    return made;
  }

  function blocks() {
    const into = card('Blocks of the heap at the end', `${count(data.block_count)} blocks, one field each: ` +
      'the fuller, the stronger its colour. Arrows walk.', {id: 'blocks'});
    const canvas = el('canvas', {tabindex: 0, role: 'img', 'aria-label': 'Occupancy of blocks'});
    into.append(canvas, el('ul', {class: 'legend'}, ...[...KINDS, 'free'].map((kind, i) =>
      el('li', {}, el('i', {style: {background: COLOURS[i === 3 ? 4 : i]}}), kind))));
    const list = data.blocks;
    let side = 12, columns = 1, chosen = -1;

    function draw() {
      const width = into.clientWidth - 32;
      side = list.length > 4000 ? 6 : list.length > 1000 ? 9 : 13;
      columns = Math.max(1, Math.floor(width / side));
      const rows = Math.max(1, Math.ceil(list.length / columns));
      const scale = devicePixelRatio || 1;
      canvas.width = width * scale;
      canvas.height = rows * side * scale;
      canvas.style.height = rows * side + 'px';
      const pen = canvas.getContext('2d');
      pen.scale(scale, scale);
      const style = getComputedStyle(canvas);
      const paint = ['--c0', '--c1', '--c2', '--c4'].map(resolve);
      const ink = style.color;
      list.forEach((block, i) => {
        const [kind, , cells, used] = block;
        pen.globalAlpha = kind < 0 ? 0.15 : 0.2 + 0.8 * used / cells;
        pen.fillStyle = paint[kind < 0 ? 3 : kind];
        pen.fillRect(i % columns * side, Math.floor(i / columns) * side, side - 1, side - 1);
      });
      pen.globalAlpha = 1;
      if (chosen >= 0) {
        pen.strokeStyle = ink;
        pen.lineWidth = 2;
        pen.strokeRect(chosen % columns * side, Math.floor(chosen / columns) * side, side - 1, side - 1);
      }
    }

    /** A canvas knows no variables and no light-dark(). */
    function resolve(name) {
      const probe = el('i', {style: {color: `var(${name})`}});
      into.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found;
    }

    function about(i) {
      const [kind, size, cells, used] = list[i];
      if (kind < 0) return `block ${i}: free`;
      return `block ${i}: ${KINDS[kind]}, cells of ${bytes(size)}\n${used} of ${cells} in use`;
    }

    function choose(i, left, below) {
      if (i < 0 || i >= list.length) return;
      chosen = i;
      draw();
      showTip(about(i), left, below);
    }

    canvas.addEventListener('mousemove', event => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor((event.clientX - box.left) / side);
      const i = Math.floor((event.clientY - box.top) / side) * columns + column;
      if (column < columns) choose(i, event.clientX, event.clientY);
    });
    const leave = () => { chosen = -1; draw(); hideTip(); };
    canvas.addEventListener('mouseleave', leave);
    canvas.addEventListener('blur', leave);
    canvas.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns}[event.key];
      if (!step) return;
      event.preventDefault();
      const to = chosen < 0 ? 0 : chosen + step;
      const box = canvas.getBoundingClientRect();
      choose(to, box.left + to % columns * side, box.top + Math.floor(to / columns) * side);
    });
    addEventListener('resize', draw);
    document.addEventListener('colours', draw);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    draw();
  }

  function frames() {
    const AREAS = {header: 4, arguments: 3, ref: 0, any: 2, '64 bit': 1, '32 bit': 1, far: 4, rest: 4};
    const into = card('Frame of a function', 'A row is a cache line of 64 bytes, a field 4 bytes.', {id: 'frames'});
    const select = el('select', {'aria-label': 'Function', onchange: () => draw(+select.value)},
      ...data.frames.map((f, i) => el('option', {value: i}, `${f.function}, ${f.bytes} bytes`)));
    const area = el('div', {class: 'frame'});
    const legend = el('ul', {class: 'legend'});
    into.querySelector('.head').append(select);
    into.append(area, legend);

    function draw(index) {
      const frame = data.frames[index];
      const rows = Math.min(64, Math.ceil(frame.bytes / 64));
      const parts = [];
      for (let row = 0; row < rows; row++) {
        parts.push(el('span', {class: 'at'}, '' + row * 64));
        for (let k = 0; k < 16; k++) {
          const at = row * 64 + k * 4;
          const area = frame.areas.find(a => at >= a[1] && at < a[1] + a[2]);
          parts.push(el('i', {class: area ? 'word used' : 'word', title: area ? `${area[0]}, byte ${at}` : `byte ${at}`,
            style: area ? {'--c': COLOURS[AREAS[area[0]]]} : {}}));
        }
      }
      area.replaceChildren(...parts);
      legend.replaceChildren(...frame.areas.map(a =>
        el('li', {}, el('i', {style: {background: COLOURS[AREAS[a[0]]]}}), `${a[0]} ${a[2]} B`)));
    }

    draw(0);
  }

  function tables() {
    card('Off-heap memory by category', '', {id: 'categories'}).append(table(['category', '#peak', '#at the end'],
      [...data.categories.map(c => [c.name, bytes(c.peak), bytes(c.end)]),
        ['all together, at one moment', bytes(data.off_heap.peak), bytes(data.off_heap.end)]], true));
    card('Heap by size class', `When it had most; fragmentation ${(100 * data.heap.fragmentation).toFixed(1)} %.`, {id: 'classes'})
      .append(el('div', {class: 'scroll'}, table(['kind', '#size', '#blocks', '#bytes', '#in use'],
        [...data.heap.size_classes.map(c => [c.kind, (c.cell_bytes > 16384 ? '<= ' : '') + bytes(c.cell_bytes),
          count(c.blocks), bytes(c.bytes), percent(c.used_bytes, c.bytes)]),
        ['free blocks', '', '', bytes(data.heap.free_block_bytes), '']])));
    const process = data.process.rows.length
      ? [...data.process.rows.map(r => [r.name, bytes(r.bytes)]), ['difference to what is resident', bytes(data.process.difference)]]
      : [['unknown: the JVM was started without -XX:NativeMemoryTracking=summary', '']];
    card('Memory of the process', `${bytes(data.process.rss)} resident at the end.`, {id: 'process'})
      .append(table(['what for', '#bytes'], process));
    card('Java heap allocated', `${count(data.java.collections)} Java collections.`, {id: 'java'}).append(table(['phase', '#bytes'],
      [...data.java.phases.map(p => [p.phase, bytes(p.bytes)]), ['run, by the program', bytes(data.java.run_bytes)],
        ['run, by compilation', bytes(data.java.compilation_bytes)], ['run, by other threads', bytes(data.java.other_threads_bytes)],
        ['run, by this profiler', bytes(data.java.profiler_bytes)]]));
  }
})();
