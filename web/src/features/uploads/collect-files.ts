import { comparePaths, isFolderJunk } from '@vitrine/contract/file-names.ts';
import type { DroppedEntry } from './use-file-drop.ts';

/**
 * Collects the files of the entries and their folders. Skips system junk and unreadable entries.
 * Entries keep their order; files of a folder are sorted by path.
 */
export async function collectFiles(entries: readonly DroppedEntry[]): Promise<File[]> {
  const files: File[] = [];
  for (const entry of entries) {
    if (isFolderJunk(entry.name)) continue;
    if (entry instanceof File) files.push(entry);
    else files.push(...(await filesOf(entry).catch(() => [])));
  }
  return sortByPath(files.filter(isOutsideJunkFolders));
}

// Only the folder dialog sets `webkitRelativePath`. Its first segment is the chosen folder.
const foldersOf = ({ webkitRelativePath = '' }: File) => webkitRelativePath.split('/').slice(1, -1);
const isOutsideJunkFolders = (file: File) => !foldersOf(file).some(isFolderJunk);

function sortByPath(files: File[]): File[] {
  if (files.some(({ webkitRelativePath }) => !webkitRelativePath)) return files;
  return files.sort((a, b) => comparePaths(a.webkitRelativePath, b.webkitRelativePath));
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // The browser lists a folder in batches of a hundred; the last batch is empty.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return collectFiles(found.sort((a, b) => comparePaths(a.name, b.name)));
    found.push(...batch);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
