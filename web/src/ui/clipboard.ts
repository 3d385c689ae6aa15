/** Whether it could be copied: some browsers ask, and without https there is no clipboard at all. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
