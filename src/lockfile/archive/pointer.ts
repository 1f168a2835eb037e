/** Whether bytes stand for a file that Git LFS keeps elsewhere (git-lfs docs, "Git LFS Specification"). */
export function isLfsPointer(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return bytes.length < 1024 && start.startsWith('version https://git-lfs.github.com/spec/');
}
