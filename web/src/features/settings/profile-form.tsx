import { textLimits } from '@vitrine/contract/limits.ts';
import type { Account } from '../../api/types.ts';
import { sortProblem } from '../../app/field-problems.ts';
import { messages } from '../../app/messages.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useChangeAccount } from './use-change-account.ts';

const words = messages.settings;

export function ProfileForm({ account }: { account: Account }) {
  const change = useChangeAccount();
  const toast = useToast();
  const { fields, rest } = sortProblem(change.error, ['displayName', 'bio']);
  return (
    <Form
      submit={messages.app.save}
      isBusy={change.isPending}
      problem={rest}
      onSubmit={(form) =>
        change.mutate(
          { displayName: textOf(form, 'displayName'), bio: textOf(form, 'bio') },
          { onSuccess: () => toast({ text: words.saved }) },
        )
      }
    >
      <TextField
        name="displayName"
        label={words.displayName}
        hint={words.displayNameHint(account.username)}
        defaultValue={account.displayName}
        maxLength={textLimits.displayName}
        autoComplete="name"
        error={fields.displayName}
      />
      <TextArea
        name="bio"
        label={words.bio}
        defaultValue={account.bio}
        maxLength={textLimits.bio}
        error={fields.bio}
      />
    </Form>
  );
}
