export const digest = { sha512: 'ab'.repeat(64), sha256: 'cd'.repeat(32), sha1: 'ef'.repeat(20) };

/** An SBOM with the project, a library within another, a reference by purl and what is no package. */
export const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: {
    component: {
      type: 'application',
      'bom-ref': 'root',
      name: 'site',
      version: '0.1.0',
      purl: 'pkg:npm/site@0.1.0',
    },
  },
  components: [
    {
      type: 'library',
      'bom-ref': 'a-ref',
      name: 'a',
      version: '1.2.0',
      scope: 'required',
      purl: 'pkg:npm/a@1.2.0',
      hashes: [
        { alg: 'SHA-1', content: digest.sha1 },
        { alg: 'SHA-512', content: digest.sha512 },
        { alg: 'MD5', content: '00' },
      ],
      externalReferences: [
        { type: 'website', url: 'https://a.example' },
        { type: 'distribution', url: 'https://registry.example/a/-/a-1.2.0.tgz' },
      ],
      components: [{ type: 'library', group: '@s', name: 'b', purl: 'pkg:npm/%40s/b@2.0.0' }],
    },
    { type: 'library', 'bom-ref': 'c-ref', name: 'c', version: '3.0.0', purl: 'pkg:pypi/C_c' },
    { type: 'file', 'bom-ref': 'file', name: 'package-lock.json' },
    { type: 'operating-system', name: 'linux', version: '6' },
  ],
  dependencies: [
    { ref: 'root', dependsOn: ['a-ref', 'file'] },
    { ref: 'a-ref', dependsOn: ['pkg:npm/%40s/b@2.0.0'] },
    { ref: 'file', dependsOn: ['c-ref'] },
    { ref: 'c-ref' },
  ],
};

export const stated = ['@s/b@2.0.0', 'a@1.2.0', 'c-c@3.0.0', 'site@0.1.0 workspace'];
