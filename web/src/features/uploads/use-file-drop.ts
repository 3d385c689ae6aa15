import { useEffect, useRef, useState } from 'react';

export type DroppedEntry = FileSystemEntry | File;

/** Handles files dropped or pasted anywhere. Returns whether files are dragged over the window. */
export function useFileDrop(onEntries: (entries: DroppedEntry[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onEntries);
  useEffect(() => {
    latest.current = onEntries;
  });

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // Count events, because `dragenter` of an inner element precedes `dragleave` of the outer one.
    let depth = 0;
    const show = (next: number) => {
      depth = Math.max(0, next);
      setIsOver(depth > 0);
    };
    const on = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes('Files')) return;
          event.preventDefault();
          act(event);
        },
        { signal },
      );
    on('dragenter', () => show(depth + 1));
    on('dragleave', () => show(depth - 1));
    on('dragover', ({ dataTransfer }) => {
      if (dataTransfer) dataTransfer.dropEffect = 'copy';
    });
    on('drop', ({ dataTransfer }) => {
      show(0);
      if (dataTransfer) latest.current(readEntries(dataTransfer));
    });
    window.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0 || isTextField(event.target)) return;
        event.preventDefault();
        latest.current(files);
      },
      { signal },
    );
    return () => controller.abort();
  }, []);

  return isOver;
}

/** Reads the entries during the event: its items are gone afterwards. */
function readEntries(data: DataTransfer): DroppedEntry[] {
  return [...data.items].flatMap((item) => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry() ?? item.getAsFile();
    return entry ? [entry] : [];
  });
}

const isTextField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
