import type { CompletedCommand } from './describe-commands.ts';

/** A completion function of bash, from version 3.2, for the commands. */
export function writeBashCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => `'${path}'`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value !== 'none')
      .map(({ flags, value }) => {
        const pattern = flags.map((flag) => `'${path} ${flag}'`).join('|');
        if (typeof value === 'object')
          return `    ${pattern}) _vitrine_words '${value.join(' ')}'; return ;;`;
        return `    ${pattern}) ${value === 'folder' ? '_vitrine_paths -d; ' : ''}return ;;`;
      }),
  );
  const words = commands.map(({ path, subcommands, options, choices, takesFiles }) => {
    const names = [...subcommands.map(({ name }) => name), ...choices];
    const flags = options.flatMap((option) => option.flags);
    const files = takesFiles ? '_vitrine_paths -f' : ':';
    return `    '${path}') if [[ $current == -* ]]; then _vitrine_words '${flags.join(' ')}'; else _vitrine_words '${names.join(' ')}'; ${files}; fi ;;`;
  });
  return `# bash completion for vitrine. Load it with: source <(vitrine completion bash)
_vitrine_words() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$current")
}
_vitrine_paths() {
  local path
  compopt -o filenames 2> /dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$current")
}
_vitrine() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command=vitrine word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "$command $word" in
    ${paths.join('|')}) command="$command $word" ;;
    esac
  done
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
}
complete -F _vitrine vitrine
`;
}
