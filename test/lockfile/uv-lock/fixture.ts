import { digest } from '../reading/python-digest.ts';

/** A project `app` with a member beside it; `z` is wanted for an extra of `b`, `t` for tests. */
export const uvFixture = `version = 1
revision = 3
requires-python = ">=3.12"
resolution-markers = [
    "python_full_version >= '3.14'",
    "python_full_version < '3.14'",
]

[manifest]
members = [
    "app",
    "tool",
]

[[package]]
name = "a"
version = "1.0.0"
source = { registry = "https://registry.example/simple" }
dependencies = [
    { name = "b", extra = ["extra"], marker = "python_full_version < '3.14'" },
]
sdist = { url = "https://files.example/a-1.0.0.tar.gz", hash = "${digest('a1')}", size = 10 }
wheels = [
    { url = "https://files.example/a-1.0.0-py3-none-any.whl", hash = "${digest('a2')}", size = 20, upload-time = "2026-01-02T03:04:05.678Z" },
]

[[package]]
name = "app"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "a" },
    { name = "git-made" },
    { name = "tool" },
]

[package.optional-dependencies]
more = [
    { name = "fork", version = "1.0.0", source = { registry = "https://registry.example/simple" } },
]

[package.dev-dependencies]
dev = [
    { name = "t" },
]

[package.metadata]
requires-dist = [
    { name = "a", specifier = ">=1" },
    { name = "fork", marker = "extra == 'more'", specifier = "<2" },
    { name = "git-made", git = "https://git.example/made?rev=main" },
    { name = "tool", editable = "tool" },
]
provides-extras = ["more"]

[package.metadata.requires-dev]
dev = [{ name = "t", specifier = ">=3" }]

[[package]]
name = "b"
version = "2.0.0"
source = { registry = "https://registry.example/simple" }
wheels = [
    { url = "https://files.example/b-2.0.0-py3-none-any.whl", hash = "${digest('b1')}", size = 20 },
]

[package.optional-dependencies]
extra = [
    { name = "z" },
]

[[package]]
name = "fork"
version = "1.0.0"
source = { registry = "https://registry.example/simple" }
resolution-markers = [
    "python_full_version < '3.14'",
]
wheels = [
    { url = "https://files.example/fork-1.0.0-py3-none-any.whl", hash = "${digest('f1')}", size = 20 },
]

[[package]]
name = "fork"
version = "2.0.0"
source = { registry = "https://other.example/simple" }
wheels = [
    { url = "https://files.example/fork-2.0.0-py3-none-any.whl", hash = "${digest('f2')}", size = 20 },
]

[[package]]
name = "git-made"
version = "0.5.0"
source = { git = "https://git.example/made?rev=main#0123456789abcdef0123456789abcdef01234567" }

[[package]]
name = "t"
version = "3.0.0"
source = { url = "https://files.example/t-3.0.0.zip" }
dependencies = [
    { name = "fork", version = "2.0.0", source = { registry = "https://other.example/simple" } },
]
sdist = { hash = "${digest('c1')}" }

[[package]]
name = "tool"
source = { virtual = "tool" }

[[package]]
name = "z"
version = "9.0.0"
source = { registry = "https://registry.example/simple" }
wheels = [
    { url = "https://files.example/z-9.0.0-py3-none-any.whl", hash = "${digest('e1')}", size = 20 },
]
`;

/** The manifest of `app`. */
export const uvManifest = `[project]
name = "app"
version = "0.1.0"
dependencies = ["a>=1", "git-made", "tool"]

[project.optional-dependencies]
more = ["fork<2"]

[dependency-groups]
dev = ["t>=3"]
`;
