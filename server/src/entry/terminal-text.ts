/** Text from elsewhere on one line, with nothing in it that moves a terminal's cursor or turns its text around. */
export const terminalText = (text: string) =>
  text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
