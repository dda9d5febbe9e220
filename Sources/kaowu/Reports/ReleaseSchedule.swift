/// How to run the release every ten minutes: what `kaowu help release` prints, ready to be copied.
enum ReleaseSchedule {
    static let help = Words(
        """
        crontab 样例（有新情况才来信；把 MAILTO 改成值班邮箱，--photos 是照片所在的场景文件夹）
          MAILTO=kaowu@example.org
          */10 * * * *  /usr/local/bin/kaowu release --database /srv/kaowu/kaowu.sqlite --folder /srv/kaowu/tickets --photos /srv/kaowu/scenario --quiet
        """,
        """
        systemd: put these two into /etc/systemd/system, then run systemctl enable --now kaowu-release.timer
          # kaowu-release.service
          [Unit]
          Description=Release the tickets that are due
          [Service]
          Type=oneshot
          User=kaowu
          ExecStart=/usr/local/bin/kaowu release --database /srv/kaowu/kaowu.sqlite --folder /srv/kaowu/tickets --photos /srv/kaowu/scenario
          SuccessExitStatus=3
          # kaowu-release.timer
          [Timer]
          OnCalendar=*:0/10
          Persistent=true
          [Install]
          WantedBy=timers.target
        """)
}
