import { useState } from 'react';
import type { Account } from '../../api/types.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { latePart } from '../../shared/lazy-component.tsx';
import { Button } from '../../ui/button.tsx';
import { SettingsSection } from './settings-section.tsx';

const CancelDialog = latePart(async () => (await import('./cancel-dialog.tsx')).CancelDialog);

const words = settingsMessages;

export function CancelSection({ account }: { account: Account }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <SettingsSection title={words.cancel} text={words.cancelText}>
      <Button look="danger" onClick={() => setIsAsking(true)}>
        {words.cancel}
      </Button>
      {isAsking && <CancelDialog username={account.username} onClose={() => setIsAsking(false)} />}
    </SettingsSection>
  );
}
