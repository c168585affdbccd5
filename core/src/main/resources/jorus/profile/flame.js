/**
 * A flame graph of boxes [name, parent, self, total, file, line], parents first, into a card.
 * Click or Enter zooms, Escape goes back, arrows walk, / searches.
 */
function flame(into, boxes, format) {
  const ROW = 20;
  const children = boxes.map(() => []);
  const depth = boxes.map(() => 0);
  boxes.forEach((box, i) => {
    if (i > 0) {
      children[box[1]].push(i);
      depth[i] = depth[box[1]] + 1;
    }
  });
  for (const list of children) list.sort((a, b) => boxes[b][3] - boxes[a][3]);
  let zoom = 0;
  let search = '';
  const area = el('div', {class: 'flame', role: 'tree', 'aria-label': 'Flame graph'});
  const found = el('span', {class: 'note', id: 'found'});
  const input = el('input', {type: 'search', id: 'search', placeholder: 'Search ( / )',
    'aria-label': 'Search functions', spellcheck: 'false', oninput: () => { search = input.value; draw(); }});
  const reset = el('button', {onclick: () => zoomTo(0)}, 'Whole');
  into.querySelector('.head').append(input, found, reset);
  into.append(area);

  function zoomTo(box) {
    zoom = box;
    draw();
    const button = area.querySelector(`[data-box="${box}"]`);
    if (button) button.focus({preventScroll: true});
  }

  function about(i) {
    const [name, , self, total, file, line] = boxes[i];
    return `${name}${file ? `  ${file}:${line}` : ''}\n${format(total)} in all, ` +
      `${percent(total, boxes[0][3])}; itself ${format(self)}, ${percent(self, boxes[0][3])}`;
  }

  function matches(i) { return search !== '' && boxes[i][0].toLowerCase().includes(search.toLowerCase()); }

  function draw() {
    const width = area.clientWidth || 1000;
    const made = [];
    let deepest = 0;
    const place = (i, left, share) => {
      if (share < 1) return;
      const y = depth[i] * ROW;
      deepest = Math.max(deepest, y + ROW);
      made.push(el('button', {
        role: 'treeitem', 'data-box': i, tabindex: i === zoom ? 0 : -1,
        'aria-label': about(i), class: matches(i) && 'hit',
        style: {left: left + 'px', width: share + 'px', top: y + 'px', '--c': i ? colour(boxes[i][0]) : 'var(--c4)'}
      }, share > 24 ? boxes[i][0] : ''));
    };
    const walk = (i, left, share) => {
      place(i, left, share);
      let at = left;
      for (const child of children[i]) {
        const part = boxes[i][3] ? share * boxes[child][3] / boxes[i][3] : 0;
        if (part >= 1) walk(child, at, part);
        at += part;
      }
    };
    for (let i = boxes[zoom][1]; i >= 0; i = boxes[i][1]) place(i, 0, width);
    walk(zoom, 0, width);
    area.replaceChildren(...made);
    area.style.height = Math.min(620, deepest) + 'px';
    let weight = 0;
    const count = i => {
      if (matches(i)) weight += boxes[i][3];
      else for (const child of children[i]) count(child);
    };
    count(0);
    found.textContent = search === '' ? '' : percent(weight, boxes[0][3]) + ' found';
  }

  const boxOf = event => {
    const button = event.target.closest('[data-box]');
    return button ? +button.dataset.box : -1;
  };
  area.addEventListener('click', event => { if (boxOf(event) >= 0) zoomTo(boxOf(event)); });
  area.addEventListener('mousemove', event => {
    if (boxOf(event) >= 0) showTip(about(boxOf(event)), event.clientX, event.clientY);
  });
  area.addEventListener('mouseleave', hideTip);
  area.addEventListener('focusin', event => {
    const at = event.target.getBoundingClientRect();
    if (event.target.matches(':focus-visible')) showTip(about(boxOf(event)), at.left, at.bottom);
  });
  area.addEventListener('keydown', event => {
    const i = boxOf(event);
    if (i < 0) return;
    const siblings = i > 0 ? children[boxes[i][1]] : [0];
    const k = siblings.indexOf(i);
    const to = {
      ArrowUp: boxes[i][1], ArrowDown: children[i][0],
      ArrowLeft: siblings[k - 1], ArrowRight: siblings[k + 1]
    }[event.key];
    const target = to >= 0 && area.querySelector(`[data-box="${to}"]`);
    if (target) {
      target.focus();
      event.preventDefault();
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && event.target !== input) {
      input.focus();
      event.preventDefault();
    } else if (event.key === 'Escape') {
      hideTip();
      input.value = search = '';
      zoomTo(0);
    }
  });
  addEventListener('resize', draw);
  draw();
  return {zoomTo, find: text => { input.value = search = text; draw(); }};
}
