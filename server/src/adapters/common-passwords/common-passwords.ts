import type { CommonPasswords } from '../../ports/common-passwords.ts';

/** The list that zxcvbn-ts keeps of leaked passwords, loaded the first time that somebody chooses one. */
export function createCommonPasswords(): CommonPasswords {
  let loading: Promise<ReadonlySet<string>> | undefined;
  const load = async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common');
    return new Set(dictionary['passwords-common'].map(String));
  };
  return {
    async has(password) {
      loading ??= load();
      return (await loading).has(password);
    },
  };
}
