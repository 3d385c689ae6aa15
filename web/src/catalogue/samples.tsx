import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/checkbox-radio.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useToast } from '../ui/toast.tsx';

const options = [
  { value: 'public', label: 'Everyone', hint: 'Listed on the home page' },
  { value: 'link', label: 'Anyone with the link' },
  { value: 'private', label: 'Only you' },
] as const;

/** Shows something that covers the page after a press of its button. */
export function Opener({ children }: { children: (close: () => void) => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && children(() => setOpen(false))}
    </>
  );
}

export function SelectableOptions() {
  const [value, setValue] = useState<(typeof options)[number]['value']>('link');
  return <RadioGroup label="Visibility" options={options} value={value} onChange={setValue} />;
}

type EditTitleProps = {
  onClose: () => void;
  isChanged?: boolean;
  isBusy?: boolean;
  isComplete?: boolean;
  problem?: string;
};

export function EditTitle({ isChanged = false, isBusy = false, ...rest }: EditTitleProps) {
  return (
    <FormDialog
      title="Edit title"
      submit="Save"
      isChanged={isChanged}
      isBusy={isBusy}
      onSubmit={rest.onClose}
      {...rest}
    >
      <TextField label="Title" name="title" defaultValue="Winter light" />
    </FormDialog>
  );
}

export function ToastButton({ text, hasAction = false }: { text: string; hasAction?: boolean }) {
  const showToast = useToast();
  return (
    <Button
      onClick={() =>
        showToast({ text, ...(hasAction && { action: { label: 'Undo', run: () => undefined } }) })
      }
    >
      Show
    </Button>
  );
}
