const SIZE = Number(process.argv[2]);
const MIN_DEPTH = 4;

function make(depth) {
    if (depth === 0) return { left: null, right: null };
    return { left: make(depth - 1), right: make(depth - 1) };
}

function count(tree) {
    return tree === null ? 0 : count(tree.left) + count(tree.right) + 1;
}

console.log(`${count(make(SIZE + 1))} nodes`);
const longLived = make(SIZE);
for (let depth = MIN_DEPTH; depth <= SIZE; depth += 4) {
    const turns = 1 << (SIZE - depth + MIN_DEPTH);
    let nodes = 0;
    for (let i = 0; i < turns; i++) nodes += count(make(depth));
    console.log(`${turns} trees of depth ${depth}: ${nodes} nodes`);
}
console.log(`${count(longLived)} nodes`);
