import { IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../lib/errors.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FileDrop } from "../../ui/files/FileDrop.tsx";
import { FileThumb } from "../../ui/files/FileThumb.tsx";
import { FileTools } from "../records/files/FileTools.tsx";
import { FileView } from "../records/files/FileView.tsx";
import type { RecordFile } from "../records/recordQueries.ts";
import { sendFile } from "../records/files/sendFile.ts";
import css from "./Documents.module.css";
import type { DocumentCard } from "./documentQueries.ts";

/** The paper itself, its versions and the way to bring a new one. */
export function DocumentCardBody({ card }: { card: DocumentCard }) {
  const { t } = useTranslation("documents");
  const cache = useQueryClient();
  const maxBytes = useNames().reference?.settings.maxFileBytes;
  const versions = card.files
    .filter((file) => file.fieldKey === "file")
    .toSorted((one, other) => other.versionNo - one.versionNo);
  const [shown, setShown] = useState<string>();
  const [adding, setAdding] = useState(false);
  const file = versions.find((one) => one.id === shown) ?? versions.find((one) => one.current) ?? versions[0];
  const drop = (
    <FileDrop
      id="file-file"
      several={false}
      maxBytes={maxBytes}
      send={(chosen, options) => sendFile(card.id, chosen, { ...options, fieldKey: "file" })}
      explain={(error) => errorSentence(error, t)}
      onDone={() => {
        setAdding(false);
        void cache.invalidateQueries({ queryKey: ["record", card.id] });
      }}
    />
  );
  const mayAdd = card.may.addVersion;
  return (
    <Card
      id="file"
      title={t("page.card")}
      flush
      actions={
        file && mayAdd ? (
          <Button kind="quiet" small icon={<IconUpload size={16} stroke={1.6} />} onClick={() => setAdding(!adding)}>
            {t("page.newVersion")}
          </Button>
        ) : undefined
      }
    >
      {file ? (
        <div className={css["paper"]}>
          <FileView file={file} />
        </div>
      ) : (
        <div className={css["noPaper"]}>
          <EmptyState title={t("page.noFile")} text={t("page.noFileText")} />
        </div>
      )}
      {(adding || !file) && mayAdd ? <div className={css["drop"]}>{drop}</div> : null}
      {versions.length > 1 ? <Versions versions={versions} onShow={setShown} /> : null}
    </Card>
  );
}

function Versions({ versions, onShow }: { versions: readonly RecordFile[]; onShow: (id: string) => void }) {
  const { t } = useTranslation("documents");
  return (
    <div className={css["drop"]}>
      <h3 className={css["heading"]}>{t("page.versions")}</h3>
      <ul role="list">
        {versions.map((one) => (
          <li key={one.id}>
            <FileThumb
              name={one.name}
              mime={one.mediaType}
              bytes={one.size}
              version={one.versionNo}
              onOpen={() => onShow(one.id)}
              actions={<FileTools file={one} />}
              note={
                <>
                  {one.uploadedBy.name}, <DateText value={one.uploadedAt} />
                  {one.current ? ` · ${t("page.current")}` : null}
                </>
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
