import type { CompletedCommand, CompletedOption } from './describe-commands.ts';

/** A completion function of zsh for the commands. */
export function writeZshCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => quote(path));
  const cases = commands.map(({ path, subcommands, options, choices, takesFiles }) => {
    const specs = options.flatMap(describeOption);
    const names = subcommands.map(({ name, description }) =>
      quote(`${name}:${description.replaceAll(':', '\\:')}`),
    );
    const rest = [
      ...(names.length > 0 ? [`'1: :(( ${names.map(doubled).join(' ')} ))'`] : []),
      ...(choices.length > 0 ? [`'1: :(${choices.join(' ')})'`] : []),
      ...(takesFiles ? [`'*:file:_files'`] : []),
    ];
    return `    ${quote(path)}) _arguments -s ${[...specs, ...rest].join(' ')} ;;`;
  });
  return `#compdef vitrine
# zsh completion for vitrine. Load it with: source <(vitrine completion zsh)
_vitrine() {
  local command=vitrine position=1 index
  for ((index = 2; index < CURRENT; index++)); do
    case "$command \${words[index]}" in
    ${paths.join('|')}) command="$command \${words[index]}"; position=$index ;;
    esac
  done
  words=("$command" "\${(@)words[position+1,-1]}")
  (( CURRENT -= position - 1 ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _vitrine vitrine
`;
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/* Within a quoted text: zsh sees two layers of quotes. */
const doubled = (quoted: string) => quoted.replaceAll("'", `'\\''`);

function describeOption({ flags, description, value }: CompletedOption): string[] {
  const text = description.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '\\:');
  const action =
    value === 'none'
      ? ''
      : typeof value === 'object'
        ? `:value:(${value.join(' ')})`
        : `:value:${value === 'folder' ? '_files -/' : ''}`;
  return flags.map((flag) => quote(`*${flag}[${text}]${action}`));
}
