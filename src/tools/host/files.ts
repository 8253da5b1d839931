import { hiddenImport } from './optional.js';

// What is used of Node's modules. Their own types would have to be there for every page as well.
interface FileHandle {
  writeFile(data: string | Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

interface FileSystem {
  mkdir(path: string, options: { recursive: boolean }): Promise<unknown>;
  open(path: string, flags: string): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: boolean }): Promise<void>;
  readFile(path: string): Promise<Uint8Array>;
  access(path: string): Promise<void>;
}

interface Paths {
  dirname(path: string): string;
}

async function fileSystem(): Promise<FileSystem> {
  return (await hiddenImport('node:fs/promises')) as FileSystem;
}

/** True in Node and what takes its place; false in a page. */
export function hasFiles(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

let written = 0;

/**
 * Writes a file, and before it the folders it lies in. Node only. The data goes to a file of another name first, which
 * then takes the place of the old one: whatever happens in between, the old file or the new one is there, whole.
 */
export async function writeFile(path: string, data: string | Uint8Array): Promise<void> {
  const fs = await fileSystem();
  const { dirname } = (await hiddenImport('node:path')) as Paths;
  await fs.mkdir(dirname(path), { recursive: true });
  const { process } = globalThis as unknown as { process: { pid: number } };
  const draft = `${path}.${process.pid}-${written++}.tmp`;
  try {
    const handle = await fs.open(draft, 'w');
    try {
      await handle.writeFile(data);
      // Without this, a power cut may leave the new name on an empty file.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(draft, path);
  } catch (cause) {
    await fs.rm(draft, { force: true });
    throw cause;
  }
}

/** The bytes of a file. Node only. */
export async function readFile(path: string): Promise<Uint8Array> {
  return (await fileSystem()).readFile(path);
}

/** Whether there is a file of this name. Node only. */
export async function fileExists(path: string): Promise<boolean> {
  try {
    await (await fileSystem()).access(path);
    return true;
  } catch {
    return false;
  }
}
