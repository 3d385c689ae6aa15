import { useState } from 'react';
import type { Account } from '../../api/types.ts';
import { latePart } from '../../app/late-part.tsx';
import { settingsMessages } from '../../app/messages-settings.ts';
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
