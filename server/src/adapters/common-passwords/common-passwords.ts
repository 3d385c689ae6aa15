import type { CommonPasswords } from '../../ports/common-passwords.ts';

/** Uses the list of leaked passwords in zxcvbn-ts. Loads it when somebody first chooses a password. */
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
