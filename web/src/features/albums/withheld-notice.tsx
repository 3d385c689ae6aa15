import type { Album } from '../../api/types.ts';
import { describeWithheld, sumOf } from '../../shared/album-picker/count-withheld.ts';
import { useShowWithheld } from '../../shared/album-picker/use-show-withheld.ts';
import { sharingMessages } from '../../shared/i18n/messages-sharing.ts';
import { useFormat } from '../../shared/i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './withheld-notice.module.css';

/** Tells the owner of an album that others do not find all of its photos. */
export function WithheldNotice({ album }: { album: Album }) {
  const show = useShowWithheld(album);
  const format = useFormat();
  if (!album.withheld || sumOf(album.withheld) === 0 || album.visibility === 'private') return null;
  return (
    <div className={styles.notice} role="note">
      <Icon name="lock" size={18} />
      <p className={styles.text}>{describeWithheld(album.withheld, format)}</p>
      <Button look="plain" busy={show.isPending} onClick={() => show.mutate(undefined)}>
        {sharingMessages.showWithheld[album.visibility]}
      </Button>
    </div>
  );
}
