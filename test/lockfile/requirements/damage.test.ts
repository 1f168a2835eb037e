import { digest } from '../reading/python-digest.ts';
import { describeDamage } from '../damage-support.ts';

const text = `# made by hand
--require-hashes
--index-url https://registry.example/simple
a==1.0.0 \\
    --hash=${digest('a1')} \\
    --hash=${digest('a2')}
    # via b
B.b[fast]==2.0.0 ; python_version >= "3.8" \\
    --hash=${digest('b1')}
z==9.0.0 --hash=${digest('e1')}
`;

describeDamage('requirements.txt', 'requirements.txt', text, {
  packages: ['a@1.0.0', 'b-b@2.0.0', 'z@9.0.0'],
  conflict: { name: 'a', ours: '1.0.0', theirs: '1.1.1' },
  endless: true,
});
