import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { merkleTree } from '../../src/journal/merkle.ts';

// Leaves and roots of the reference implementation's tests (certificate-transparency, merkle_tree_test.cc), which
// RFC 6962 section 2.1 defines.
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  it('has the published roots', () => {
    const tree = merkleTree();
    const found = leaves.map((leaf) => {
      tree.append(Buffer.from(leaf, 'hex'));
      return Buffer.from(tree.root()).toString('hex');
    });

    expect(found).toEqual(roots);
  });

  it('has the hash of nothing as the root of nothing', () => {
    expect(Buffer.from(merkleTree().root()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('agrees with the definition at every size up to 300', () => {
    const tree = merkleTree();
    const all: Uint8Array[] = [];
    for (let size = 1; size <= 300; size += 1) {
      const leaf = Buffer.from(`line ${size}\n`);
      all.push(leaf);
      tree.append(leaf);
      expect(Buffer.compare(tree.root(), byDefinition(all))).toBe(0);
    }
    expect(tree.size).toBe(300);
  });
});

/** RFC 6962 section 2.1, word for word. */
function byDefinition(list: readonly Uint8Array[]): Uint8Array {
  const hash = (...parts: Uint8Array[]): Uint8Array =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  if (list.length === 1) return hash(Buffer.of(0), list[0] as Uint8Array);
  let k = 1;
  while (k * 2 < list.length) k *= 2;
  return hash(Buffer.of(1), byDefinition(list.slice(0, k)), byDefinition(list.slice(k)));
}
