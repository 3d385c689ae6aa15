import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { Account } from '../../api/types.ts';
import { useChangeAccount } from '../../api/use-change-account.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { privateSharing, SharingFields } from '../../shared/forms/sharing-fields.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useUnsavedChanges } from '../../ui/use-unsaved-changes.tsx';
import { AccessTokens } from './access-tokens.tsx';
import { EmailForm } from './email-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { ProfilePicture } from './profile-picture.tsx';
import { Sessions } from './sessions.tsx';
import styles from './settings.module.css';

const DeleteAccountDialog = lazyComponent(
  async () => (await import('./delete-account-dialog.tsx')).DeleteAccountDialog,
);

function DeleteAccountSection({ account }: { account: Account }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <SettingsSection title={words.cancel} text={words.cancelText}>
      <Button look="danger" onClick={() => setIsAsking(true)}>
        {words.cancel}
      </Button>
      {isAsking && <DeleteAccountDialog username={account.username} onClose={() => setIsAsking(false)} />}
    </SettingsSection>
  );
}

const words = settingsMessages;

export function Settings({ account }: { account: Account }) {
  return (
    <>
      <SettingsSection title={words.profile} text={words.profileText}>
        <ProfilePicture account={account} />
        <ProfileForm account={account} />
      </SettingsSection>
      <SettingsSection title={sharingMessages.settings} text={sharingMessages.settingsText}>
        <UploadDefaultsForm account={account} />
      </SettingsSection>
      <SettingsSection title={words.email} text={words.emailText(account.email)}>
        <EmailForm />
      </SettingsSection>
      <SettingsSection title={words.password} text={words.passwordText}>
        <PasswordForm username={account.username} />
      </SettingsSection>
      <SettingsSection title={words.sessions} text={words.sessionsText}>
        <Sessions />
      </SettingsSection>
      <SettingsSection title={words.tokens} text={words.tokensText}>
        <AccessTokens />
      </SettingsSection>
      {account.cancelledUntil === null && <DeleteAccountSection account={account} />}
    </>
  );
}

type SettingsSectionProps = { title: string; text?: string; children: ReactNode };

/** A section with its title on one side and its controls on the other. */
function SettingsSection({ title, text, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <header className={styles.words}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {text && <p className={styles.quiet}>{text}</p>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

/** Changes the defaults for new photos. */
function UploadDefaultsForm({ account }: { account: Account }) {
  const saved = account.uploadDefaults ?? privateSharing;
  const [value, setValue] = useState(saved);
  const change = useChangeAccount();
  const toast = useToast();
  const { question } = useUnsavedChanges(
    value.visibility !== saved.visibility || value.allowDownload !== saved.allowDownload,
  );
  return (
    <>
      {account.uploadDefaults === null && <p className={styles.quiet}>{sharingMessages.undecided}</p>}
      <Form
        submit={messages.app.save}
        isBusy={change.isPending}
        problem={change.error && problemText(change.error)}
        onSubmit={() =>
          change.mutate(
            { uploadDefaults: value },
            { onSuccess: () => toast({ text: settingsMessages.saved }) },
          )
        }
      >
        <SharingFields value={value} onChange={setValue} />
      </Form>
      {question}
    </>
  );
}
