import type { DroppedEntry } from './use-file-drop.ts';

/** The files, and those in folders and the folders in them. What cannot be read is passed over. */
export async function collectFiles(entries: readonly DroppedEntry[]): Promise<File[]> {
  const files: File[] = [];
  for (const entry of entries) {
    if (entry instanceof File) files.push(entry);
    else files.push(...(await filesOf(entry).catch(() => [])));
  }
  return files.filter(isMeant);
}

/** Folders hold files of the system's own beside the photos. */
export const isMeant = ({ name }: Pick<File, 'name'>) => !name.startsWith('.') && name !== 'Thumbs.db';

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  for (;;) {
    // A folder is told in pieces of a hundred; the last one is empty.
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (piece.length === 0) return files;
    files.push(...(await collectFiles(piece)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
