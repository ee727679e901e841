/** One file, chosen or dropped. */
import { Button, FileButton } from '@mantine/core';
import type { DragEvent, ReactNode } from 'react';
import styles from './file-drop.module.css';
import { Icon } from './icon.tsx';

export interface FileDropProps {
  label: string;
  choose: string;
  /** said while there is no file */
  drop: string;
  hint: string;
  /** endings the chooser offers, `.xlsx,.csv` */
  accept: string;
  file: File | null;
  onFile: (file: File | null) => void;
}

export function FileDrop(props: FileDropProps): ReactNode {
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    props.onFile(event.dataTransfer.files.item(0));
  };
  return (
    <div
      className={styles.drop}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      role="group"
      aria-label={props.label}
    >
      <FileButton onChange={props.onFile} accept={props.accept}>
        {(button) => (
          <Button {...button} variant="default" leftSection={<Icon name="plus" size={16} />}>
            {props.choose}
          </Button>
        )}
      </FileButton>
      <span>{props.file ? props.file.name : props.drop}</span>
      <span className="soft">{props.hint}</span>
    </div>
  );
}
