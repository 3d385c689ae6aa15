import { Argument, type Command, type Option } from 'commander';

/** Completions of fish for the commands. */
function writeFishCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => quoteFish(path));
  const lines = commands.flatMap(({ path, subcommands, options, choices, takesFiles }) => {
    const at = `complete -c vitrine -n ${quoteFish(`__vitrine_at "${path}"`)}`;
    return [
      ...subcommands.map(({ name, description }) => `${at} -f -a ${name} -d ${quoteFish(description)}`),
      ...(choices.length > 0 ? [`${at} -f -a ${quoteFish(choices.join(' '))}`] : []),
      ...(takesFiles ? [`${at} -F`] : []),
      ...options.map(({ flags, description, value }) => {
        const names = flags.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const takes =
          value === 'none'
            ? ''
            : typeof value === 'object'
              ? ` -x -a ${quoteFish(value.join(' '))}`
              : value === 'folder'
                ? " -x -a '(__fish_complete_directories)'"
                : ' -x';
        return `${at} ${names.join(' ')}${takes} -d ${quoteFish(description)}`;
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

const quoteFish = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** A completion function of zsh for the commands. */
function writeZshCompletion(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => quoteZsh(path));
  const cases = commands.map(({ path, subcommands, options, choices, takesFiles }) => {
    const specs = options.flatMap(describeZshOption);
    const names = subcommands.map(({ name, description }) =>
      quoteZsh(`${name}:${description.replaceAll(':', '\\:')}`),
    );
    const rest = [
      ...(names.length > 0 ? [`'1: :(( ${names.map(doubled).join(' ')} ))'`] : []),
      ...(choices.length > 0 ? [`'1: :(${choices.join(' ')})'`] : []),
      ...(takesFiles ? [`'*:file:_files'`] : []),
    ];
    return `    ${quoteZsh(path)}) _arguments -s ${[...specs, ...rest].join(' ')} ;;`;
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

const quoteZsh = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/* Within a quoted text: zsh sees two layers of quotes. */
const doubled = (quoted: string) => quoted.replaceAll("'", `'\\''`);

function describeZshOption({ flags, description, value }: CompletedOption): string[] {
  const text = description.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '\\:');
  const action =
    value === 'none'
      ? ''
      : typeof value === 'object'
        ? `:value:(${value.join(' ')})`
        : `:value:${value === 'folder' ? '_files -/' : ''}`;
  return flags.map((flag) => quoteZsh(`*${flag}[${text}]${action}`));
}

type CompletedOption = {
  flags: string[];
  description: string;
  /** The kind of its value, if it takes one. */
  value: 'none' | 'folder' | 'text' | readonly string[];
};
type CompletedCommand = {
  /** The words that lead to it: `vitrine user create`. */
  path: string;
  subcommands: { name: string; description: string }[];
  options: CompletedOption[];
  /** Words that its first argument may be. */
  choices: readonly string[];
  takesFiles: boolean;
};

/** Every command of the tree, the program itself first, as completion needs it. */
export function describeCommands(program: Command): CompletedCommand[] {
  const globals = optionsOf(program).filter(({ flags }) => flags.includes('--json'));
  const found: CompletedCommand[] = [];
  const visit = (command: Command, above: string) => {
    const path = `${above} ${command.name()}`.trim();
    const isProgram = command === program;
    found.push({
      path,
      subcommands: command.commands.map((each) => ({ name: each.name(), description: each.description() })),
      options: [...optionsOf(command), ...(isProgram ? [] : globals), help],
      choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
      takesFiles: command.registeredArguments.some((argument) => argument.name().startsWith('path')),
    });
    for (const each of command.commands) visit(each, path);
  };
  visit(program, '');
  return found;
}

const help: CompletedOption = { flags: ['--help'], description: 'display help for command', value: 'none' };

const optionsOf = (command: Command) => command.options.map(describe);

function describe(option: Option): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  const value = option.argChoices ?? (/<folder>/u.test(option.flags) ? 'folder' : 'text');
  return {
    flags,
    description: option.description,
    value: option.required || option.optional ? value : 'none',
  };
}

/** A completion function of bash, from version 3.2, for the commands. */
function writeBashCompletion(commands: readonly CompletedCommand[]): string {
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

const shells = ['bash', 'zsh', 'fish'] as const;

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  source <(vitrine completion bash)    # in ~/.bashrc
  source <(vitrine completion zsh)     # in ~/.zshrc, after compinit
  vitrine completion fish > ~/.config/fish/completions/vitrine.fish`,
    )
    .action((shell: (typeof shells)[number]) => {
      const write = { bash: writeBashCompletion, zsh: writeZshCompletion, fish: writeFishCompletion }[shell];
      process.stdout.write(write(describeCommands(program)));
    });
}
