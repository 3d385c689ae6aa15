import type { Account } from '../../api/types.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { AccessTokens } from './access-tokens.tsx';
import { CancelSection } from './cancel-section.tsx';
import { EmailForm } from './email-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { PictureChoice } from './picture-choice.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Sessions } from './sessions.tsx';
import { SettingsSection } from './settings-section.tsx';
import { UploadDefaultsForm } from './upload-defaults-form.tsx';

const words = settingsMessages;

export function Settings({ account }: { account: Account }) {
  return (
    <>
      <SettingsSection title={words.profile} text={words.profileText}>
        <PictureChoice account={account} />
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
      {account.cancelledUntil === null && <CancelSection account={account} />}
    </>
  );
}
