import { textLimits } from '@vitrine/contract/limits.ts';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Account } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsavedChanges } from '../../ui/use-unsaved-changes.tsx';

const words = settingsMessages;

export function ProfileForm({ account }: { account: Account }) {
  const change = useChangeAccount();
  const toast = useToast();
  // The server stores the user name as display name if none is given.
  const shownName = account.displayName === account.username ? '' : account.displayName;
  const [displayName, setDisplayName] = useState(shownName);
  const [bio, setBio] = useState(account.bio);
  const form = useRef<HTMLFormElement>(null);
  // Read text typed before the script loaded: it caused no change events.
  useLayoutEffect(() => {
    if (!form.current) return;
    const typed = new FormData(form.current);
    setDisplayName(fieldText(typed, 'displayName'));
    setBio(fieldText(typed, 'bio'));
  }, []);
  const { question } = useUnsavedChanges(
    displayName.trim() !== shownName.trim() || bio.trim() !== account.bio.trim(),
  );
  const { fields, general: rest } = splitProblem(change.error, ['displayName', 'bio']);
  return (
    <>
      <Form
        ref={form}
        submit={messages.app.save}
        isBusy={change.isPending}
        problem={rest}
        onSubmit={() =>
          change.mutate({ displayName, bio }, { onSuccess: () => toast({ text: words.saved }) })
        }
      >
        <TextField
          name="displayName"
          label={words.displayName}
          hint={words.displayNameHint(account.username)}
          value={displayName}
          placeholder={account.username}
          maxLength={textLimits.displayName}
          autoComplete="name"
          error={fields.displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <TextArea
          name="bio"
          label={words.bio}
          value={bio}
          maxLength={textLimits.bio}
          error={fields.bio}
          onChange={(event) => setBio(event.target.value)}
        />
      </Form>
      {question}
    </>
  );
}
