/** Copies text and returns whether that worked. The clipboard needs HTTPS, and some browsers ask the user. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
