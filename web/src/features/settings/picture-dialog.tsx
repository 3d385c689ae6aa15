import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Photo } from '../../api/types.ts';
import type { AvatarCrop } from '../../api/use-change-account.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { aspectOf, photoSources } from '../../shared/photo-grid/photo-image.ts';
import { PhotoPicker } from '../../shared/selection/photo-picker.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { clampSquare, extentOf, initialSquare, type Square, toCrop, zoomLimits } from './avatar-crop.ts';
import styles from './crop-picture.module.css';

type CropPictureProps = { photo: Photo; onBack: () => void; onCrop: (crop: AvatarCrop) => void };

const words = settingsMessages;
const keyStep = 0.02;

/** Crops a photo to a profile picture, by dragging, arrow keys or a zoom slider. */
function CropPicture({ photo, onBack, onCrop }: CropPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ x: number; y: number }>(undefined);
  const [square, setSquare] = useState(initialSquare);
  const aspect = aspectOf(photo);
  const { width, height } = extentOf(square, aspect);
  const move = (change: Partial<Square>) => setSquare((now) => clampSquare({ ...now, ...change }, aspect));

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = dragged.current;
    const side = frame.current?.clientWidth;
    if (!from || !side) return;
    dragged.current = { x: event.clientX, y: event.clientY };
    move({
      x: square.x - ((event.clientX - from.x) / side) * width,
      y: square.y - ((event.clientY - from.y) / side) * height,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [x = 0, y = 0] = step;
    move({ x: square.x + x * keyStep, y: square.y + y * keyStep });
  };
  const style: CSSProperties = {
    inlineSize: `${100 / width}%`,
    blockSize: `${100 / height}%`,
    left: `${(-100 * (square.x - width / 2)) / width}%`,
    top: `${(-100 * (square.y - height / 2)) / height}%`,
  };
  return (
    <div className={styles.crop}>
      {/* biome-ignore lint/a11y/useSemanticElements: HTML has no element for a picture moved within a frame */}
      <div
        ref={frame}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture
        tabIndex={0}
        aria-label={words.cropArea}
        aria-describedby="crop-hint"
        className={styles.frame}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          dragged.current = undefined;
        }}
        onKeyDown={onKeyDown}
      >
        <img
          {...photoSources(photo)}
          sizes="640px"
          alt=""
          draggable={false}
          className={styles.picture}
          style={style}
        />
      </div>
      <p id="crop-hint" className={styles.hint}>
        {words.cropHint}
      </p>
      <label className={styles.zoom}>
        {words.cropZoom}
        <input
          type="range"
          min={zoomLimits.min}
          max={zoomLimits.max}
          step={0.05}
          value={square.zoom}
          onChange={({ target }) => move({ zoom: Number(target.value) })}
        />
      </label>
      <div className={styles.actions}>
        <Button onClick={onBack}>{words.cropBack}</Button>
        <Button look="primary" onClick={() => onCrop(toCrop(square, aspect))}>
          {messages.app.save}
        </Button>
      </div>
    </div>
  );
}

type PictureDialogProps = { onChoose: (photoId: string, crop: AvatarCrop) => void; onClose: () => void };

const nothingChosen: ReadonlySet<string> = new Set();

/** Chooses a photo, then crops it. */
export function PictureDialog({ onChoose, onClose }: PictureDialogProps) {
  const [photo, setPhoto] = useState<Photo>();
  return (
    <Dialog title={photo ? settingsMessages.cropTitle : settingsMessages.pictureTitle} onClose={onClose}>
      {photo ? (
        <CropPicture
          photo={photo}
          onBack={() => setPhoto(undefined)}
          onCrop={(crop) => onChoose(photo.id, crop)}
        />
      ) : (
        <PhotoPicker chosen={nothingChosen} onToggle={setPhoto} />
      )}
    </Dialog>
  );
}
