/** What PDM writes into a pylock.toml: edges, and groups by markers. */
export const pylockFixture = `lock-version = "1.0"
requires-python = ">=3.9"
environments = [
    "python_version >= \\"3.9\\"",
]
extras = ["more"]
dependency-groups = ["test"]
default-groups = ["default"]
created-by = "pdm"

[[packages]]
name = "a"
version = "1.0.0"
requires-python = ">=3.8"
index = "https://registry.example/simple"
sdist = {name = "a-1.0.0.tar.gz", url = "https://files.example/a-1.0.0.tar.gz", hashes = {sha256 = "${'a1'.repeat(32)}"}}
wheels = [
    {name = "a-1.0.0-py3-none-any.whl", url = "https://files.example/a-1.0.0-py3-none-any.whl", upload-time = 2026-01-02T03:04:05Z, hashes = {sha256 = "${'a2'.repeat(32)}"}},
]
dependencies = [
    {name = "b-b"},
    {name = "g"},
]

[[packages]]
name = "B.b"
version = "2.0.0"

[packages.archive]
url = "https://files.example/b_b-2.0.0-py3-none-any.whl"

[packages.archive.hashes]
sha256 = "${'b1'.repeat(32)}"
sha512 = "${'b2'.repeat(64)}"

[[packages]]
name = "g"

[packages.vcs]
type = "git"
url = "https://git.example/g.git"
requested-revision = "main"
commit-id = "0123456789abcdef0123456789abcdef01234567"

[[packages]]
name = "t"
version = "3.0.0"
marker = "python_version >= \\"3.9\\" and \\"test\\" in dependency_groups"

[[packages.wheels]]
url = "https://files.example/t-3.0.0-py3-none-any.whl"

[packages.wheels.hashes]
sha256 = "${'c1'.repeat(32)}"

[[packages]]
name = "z"
version = "9.0.0"
marker = "\\"more\\" in extras"
wheels = [{url = "https://files.example/z-9.0.0-py3-none-any.whl", hashes = {sha256 = "${'e1'.repeat(32)}"}}]
`;

export const pylockManifest = `[project]
name = "app"
dependencies = ["a"]

[project.optional-dependencies]
more = ["z"]

[dependency-groups]
test = ["t"]
docs = ["not-locked"]
`;
