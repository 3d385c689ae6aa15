import type { Album } from '../../api/types.ts';
import { sharingMessages } from '../../app/messages-sharing.ts';
import { useFormat } from '../../app/use-format.ts';
import { describeWithheld, sumOf } from '../../app/withheld/count-withheld.ts';
import { useShowWithheld } from '../../app/withheld/use-show-withheld.ts';
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
