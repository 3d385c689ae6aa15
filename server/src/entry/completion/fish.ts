import type { CompletedCommand } from './describe-commands.ts';

/** Completions of fish for the commands. */
export function writeFishCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => quote(path));
  const lines = commands.flatMap(({ path, subcommands, options, choices, takesFiles }) => {
    const at = `complete -c vitrine -n ${quote(`__vitrine_at "${path}"`)}`;
    return [
      ...subcommands.map(({ name, description }) => `${at} -f -a ${name} -d ${quote(description)}`),
      ...(choices.length > 0 ? [`${at} -f -a ${quote(choices.join(' '))}`] : []),
      ...(takesFiles ? [`${at} -F`] : []),
      ...options.map(({ flags, description, value }) => {
        const names = flags.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const takes =
          value === 'none'
            ? ''
            : typeof value === 'object'
              ? ` -x -a ${quote(value.join(' '))}`
              : value === 'folder'
                ? " -x -a '(__fish_complete_directories)'"
                : ' -x';
        return `${at} ${names.join(' ')}${takes} -d ${quote(description)}`;
      }),
    ];
  });
  return `# fish completion for vitrine. Load it with: vitrine completion fish | source
function __vitrine_at
  set -l path vitrine
  for word in (commandline -opc)[2..]
    switch "$path $word"
      case ${paths.join(' ')}
        set path "$path $word"
    end
  end
  test "$path" = "$argv[1]"
end
complete -c vitrine -f
${lines.join('\n')}
`;
}

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
